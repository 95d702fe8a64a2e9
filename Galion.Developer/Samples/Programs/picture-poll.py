import json, time, urllib.request, uuid

API = "{{api}}"
HEADERS = {"Authorization": "Bearer {{key}}", "Content-Type": "application/json"}


def call(path, body=None, **headers):
    data = json.dumps(body).encode() if body is not None else None
    return urllib.request.urlopen(urllib.request.Request(API + path, data, {**HEADERS, **headers}))


# Ask. The answer comes at once; the picture is made whether or not you wait for it.
request = {"kind": "image", "prompt": "a lighthouse above the sea at dusk, watercolour"}
id = json.load(call("/api/v2/generations", request, **{"Idempotency-Key": str(uuid.uuid4())}))["id"]

# Look every second until it is done.
while True:
    generation = json.load(call(f"/api/v2/generations/{id}"))
    print(generation["status"], generation["progress"])
    if generation["status"] not in ("queued", "running"):
        break
    time.sleep(1)
if generation["status"] != "succeeded":
    raise SystemExit(generation["error"]["message"])

# Download. The API redirects to a link that is valid for 15 minutes.
asset = urllib.request.Request(generation["assets"][0]["url"])
asset.add_unredirected_header("Authorization", HEADERS["Authorization"])
with urllib.request.urlopen(asset) as picture, open("picture.png", "wb") as file:
    file.write(picture.read())
print(f"picture.png, {generation['credits_charged']} credits")
