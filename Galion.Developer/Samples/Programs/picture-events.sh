API="{{api}}"
KEY="{{key}}"

# Ask. The answer comes at once; the picture is made whether or not you wait for it.
ID=$(curl -sS --fail-with-body "$API/api/v2/generations" \
  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \
  -H "Idempotency-Key: quick-start-$(date +%s)" \
  -d '{"kind": "image", "prompt": "a lighthouse above the sea at dusk, watercolour"}' | jq -r .id)

# Follow. The stream ends by itself; to resume it, send the last id as Last-Event-ID.
curl -sSN --fail-with-body "$API/api/v2/generations/$ID/events" -H "Authorization: Bearer $KEY" \
  | grep --line-buffered '^event:'

# Download. The API redirects to a link that is valid for 15 minutes.
GENERATION=$(curl -sS --fail-with-body "$API/api/v2/generations/$ID" -H "Authorization: Bearer $KEY")
URL=$(jq -r '.assets[0].url' <<< "$GENERATION")
curl -sSL --fail "$URL" -H "Authorization: Bearer $KEY" -o picture.png
echo "picture.png, $(jq -r .credits_charged <<< "$GENERATION") credits"
