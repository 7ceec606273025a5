"""Verifies the result of a face session. Needs PyJWT and cryptography (Debian: python3-jwt, python3-cryptography)."""

import hmac
import time

import jwt

# [snippet]
class ResultRefused(Exception):
    """The result must not be accepted; the message says which check failed."""


def verify(jws, keys, used, *, issuer, client_id, session_id, nonce, minimum_match_level=3, user_identifier=None, now=None):
    """Returns the claims of a match. Raises ResultRefused for everything else.

    keys: jwt.PyJWKSet of <issuer>/api/.well-known/jwks.json. used: a store of results; used.add(jti, exp) is atomic and says
    whether the jti is new. nonce: the session's, or None for a session without one.
    """
    now = int(time.time()) if now is None else now
    try:
        header = jwt.get_unverified_header(jws)
        key = next((k for k in keys.keys if k.key_id == header.get("kid") and k.key_type == "RSA"), None)
        require(key is not None and header.get("alg") == "RS256" and "crit" not in header, "key or algorithm")
        # Times are compared below with one clock; the library checks the signature.
        claims = jwt.decode(jws, key.key, algorithms=["RS256"], options={"verify_aud": False, "verify_exp": False, "verify_iat": False, "verify_nbf": False})
    except jwt.PyJWTError as error:
        raise ResultRefused(str(error)) from error
    require(claims.get("iss") == issuer, "iss")
    require(claims.get("aud") == client_id, "aud")
    iat, exp, jti, data = (claims.get(name) for name in ("iat", "exp", "jti", "data"))
    require(type(iat) is int and iat <= now + 60, "iat")
    require(type(exp) is int and exp > now, "exp")
    require(isinstance(jti, str) and jti != "", "jti")
    require(isinstance(data, dict) and "enrollmentIdentifier" not in data, "data")
    require(same_uuid(data.get("sessionId"), session_id), "sessionId")
    require(same(data.get("nonce"), nonce), "nonce")
    require(user_identifier is None or same_uuid(data.get("userIdentifier"), user_identifier), "userIdentifier")
    face = data.get("face")
    require(isinstance(face, dict) and face.get("match") is True, "match")
    level = face.get("matchLevel")
    require(type(level) is int and minimum_match_level <= level <= 5, "matchLevel")
    require(used.add(jti, exp), "used before")
    return claims


def require(holds, what):
    if not holds:
        raise ResultRefused(what)


def same(actual, expected):
    if actual is None or expected is None:
        return actual is expected
    return isinstance(actual, str) and hmac.compare_digest(actual.encode(), expected.encode())


def same_uuid(actual, expected):  # RFC 9562: the case of a UUID does not count
    return isinstance(actual, str) and same(actual.lower(), expected.lower())
# [/snippet]


if __name__ == "__main__":
    # Runs the vectors: python3 verify.py ../../vectors/results.json
    import calendar
    import json
    import sys

    class Used(set):
        def add(self, jti, exp):
            new = jti not in self
            set.add(self, jti)
            return new

    with open(sys.argv[1], encoding="utf-8") as file:
        vectors = json.load(file)
    now = calendar.timegm(time.strptime(vectors["now"], "%Y-%m-%dT%H:%M:%SZ"))
    keys = jwt.PyJWKSet.from_dict(vectors["jwks"])
    wrong = 0
    for vector in vectors["results"]:
        options = {**vectors["options"], **vector.get("options", {})}
        used = Used()
        outcome = "accepted"
        for _ in range(options.get("uses", 1)):
            try:
                verify(
                    vector["result"], keys, used, now=now, issuer=options["issuer"], client_id=options["clientId"],
                    session_id=options["sessionId"], nonce=options["nonce"], minimum_match_level=options["minimumMatchLevel"],
                    user_identifier=options.get("userIdentifier"),
                )
            except ResultRefused as refused:
                outcome = f"refused: {refused}"
        if (outcome == "accepted") != (vector["expected"] == "accepted"):
            wrong += 1
            print(f"{vector['name']}: {outcome}, expected {vector['expected']}")
    print(f"{len(vectors['results']) - wrong} of {len(vectors['results'])} as expected")
    sys.exit(1 if wrong else 0)
