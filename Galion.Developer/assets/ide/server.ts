/** A refusal of the platform, in words for people. */
export class Problem extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
  }

  /** Whether nothing is known to have happened: the connection or the platform is away. */
  get away(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

const awayText = "Galion does not answer at the moment. What you wrote is kept on this device and is sent as soon as it does.";

/** Calls an address of this app, which calls the platform with the person's session. */
export async function call<T>(method: string, path: string, body?: unknown, options: { signal?: AbortSignal; keepalive?: boolean; headers?: Record<string, string> } = {}): Promise<T> {
  const raw = body instanceof Blob || body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(`/ide/api/${path}`, {
      method,
      headers: { accept: "application/json", ...(body === undefined || raw ? {} : { "content-type": "application/json" }), ...options.headers },
      body: body === undefined ? undefined : raw ? (body as BodyInit) : JSON.stringify(body),
      signal: options.signal,
      keepalive: options.keepalive,
    });
  } catch (error) {
    if (options.signal?.aborted) {
      throw error;
    }
    throw new Problem(0, "offline", awayText);
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export async function problemOf(response: Response): Promise<Problem> {
  if (response.status === 401) {
    return new Problem(401, "signed_out", "Your session has ended. Sign in again in another tab; what you wrote is kept on this device.");
  }
  try {
    const problem = (await response.json()) as { title?: string; detail?: string; code?: string; errors?: Record<string, string[]> };
    const first = Object.values(problem.errors ?? {})[0]?.[0];
    return new Problem(response.status, problem.code ?? "", first ?? problem.detail ?? problem.title ?? "Galion could not accept this.");
  } catch {
    return new Problem(response.status, "", response.status >= 500 ? awayText : "Galion could not accept this. Nothing was lost or charged.");
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
