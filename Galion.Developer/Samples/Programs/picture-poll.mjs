import { writeFile } from "node:fs/promises";

const api = "{{api}}";
const headers = { Authorization: "Bearer {{key}}", "Content-Type": "application/json" };

async function call(path, init) {
  const response = await fetch(new URL(path, api), { headers, ...init });
  if (!response.ok) throw new Error((await response.json()).detail);
  return response;
}

// Ask. The answer comes at once; the picture is made whether or not you wait for it.
const { id } = await (await call("/api/v2/generations", {
  method: "POST",
  headers: { ...headers, "Idempotency-Key": crypto.randomUUID() },
  body: JSON.stringify({ kind: "image", prompt: "a lighthouse above the sea at dusk, watercolour" }),
})).json();

// Look every second until it is done.
let generation;
do {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  generation = await (await call(`/api/v2/generations/${id}`)).json();
  console.log(generation.status, generation.progress);
} while (generation.status === "queued" || generation.status === "running");
if (generation.status !== "succeeded") throw new Error(generation.error.message);

// Download. The API redirects to a link that is valid for 15 minutes.
const picture = await call(generation.assets[0].url);
await writeFile("picture.png", Buffer.from(await picture.arrayBuffer()));
console.log(`picture.png, ${generation.credits_charged} credits`);
