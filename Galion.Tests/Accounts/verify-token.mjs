// Verifies an access token as any service of another maker would: by the published keys alone.
// Usage: node verify-token.mjs <address of the key set> <token>
import { createRemoteJWKSet, jwtVerify } from 'jose';

const [jwks, token] = process.argv.slice(2);
try {
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(jwks)), {
    issuer: 'http://localhost:8000',
    audience: 'galion',
    algorithms: ['ES256'],
    typ: 'at+jwt',
    requiredClaims: ['sub', 'sid', 'jti', 'iat', 'nbf', 'exp'],
  });
  console.log(JSON.stringify(payload));
} catch (error) {
  console.log(error.code ?? error.message);
  process.exit(1);
}
