import json, urllib.request, uuid

API = "{{api}}"
HEADERS = {"Authorization": "Bearer {{key}}", "Content-Type": "application/json"}


def call(path, body=None, **headers):
    data = json.dumps(body).encode() if body is not None else None
    return urllib.request.urlopen(urllib.request.Request(API + path, data, {**HEADERS, **headers}))


# Ask. The answer comes at once; the picture is made whether or not you wait for it.
request = {"kind": "image", "prompt": "a lighthouse above the sea at dusk, watercolour"}
id = json.load(call("/api/v2/generations", request, **{"Idempotency-Key": str(uuid.uuid4())}))["id"]

# Follow. The stream ends by itself; to resume it, send the last id as Last-Event-ID.
with call(f"/api/v2/generations/{id}/events") as events:
    for line in events:
        if line.startswith(b"event:"):
            print(line[6:].decode().strip())

generation = json.load(call(f"/api/v2/generations/{id}"))
if generation["status"] != "succeeded":
    raise SystemExit(generation["error"]["message"])

# Download. The API redirects to a link that is valid for 15 minutes.
asset = urllib.request.Request(generation["assets"][0]["url"])
asset.add_unredirected_header("Authorization", HEADERS["Authorization"])
with urllib.request.urlopen(asset) as picture, open("picture.png", "wb") as file:
    file.write(picture.read())
print(f"picture.png, {generation['credits_charged']} credits")
