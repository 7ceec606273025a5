<?php

/* Verifies the result of a face session. Needs PHP 8.1 or later with its OpenSSL extension. */

declare(strict_types=1);

// [snippet]
/** The result must not be accepted; the message says which check failed. */
final class ResultRefused extends Exception {}

/**
 * Returns the claims of a match. Throws ResultRefused for everything else.
 *
 * @param array<string, OpenSSLAsymmetricKey> $keys the RSA keys of <issuer>/api/.well-known/jwks.json by kid, see keysOf
 * @param callable(string, int): bool $used an atomic store of results: takes jti and exp, returns whether the jti is new
 * @param ?string $nonce the session's, or null for a session without one
 */
function verify(string $jws, array $keys, callable $used, string $issuer, string $clientId, string $sessionId, ?string $nonce,
    int $minimumMatchLevel = 3, ?string $userIdentifier = null, ?int $now = null): stdClass
{
    $now ??= time();
    $claims = signed($jws, $keys);
    require_that(($claims->iss ?? null) === $issuer, 'iss');
    require_that(($claims->aud ?? null) === $clientId, 'aud');
    require_that(is_int($claims->iat ?? null) && $claims->iat <= $now + 60, 'iat');
    require_that(is_int($claims->exp ?? null) && $claims->exp > $now, 'exp');
    require_that(is_string($claims->jti ?? null) && $claims->jti !== '', 'jti');
    $data = $claims->data ?? null;
    require_that($data instanceof stdClass && !property_exists($data, 'enrollmentIdentifier'), 'data');
    require_that(same_uuid($data->sessionId ?? null, $sessionId), 'sessionId');
    require_that($nonce === null ? !property_exists($data, 'nonce') : same($data->nonce ?? null, $nonce), 'nonce');
    require_that($userIdentifier === null || same_uuid($data->userIdentifier ?? null, $userIdentifier), 'userIdentifier');
    $face = $data->face ?? null;
    require_that($face instanceof stdClass && ($face->match ?? null) === true, 'match');
    $level = $face->matchLevel ?? null;
    require_that(is_int($level) && $level >= $minimumMatchLevel && $level <= 5, 'matchLevel');
    require_that($used($claims->jti, $claims->exp), 'used before');
    return $claims;
}

/** The payload, once its signature fits the published key that its header names. */
function signed(string $jws, array $keys): stdClass
{
    $parts = explode('.', $jws);
    require_that(count($parts) === 3, 'form');
    $header = json_object($parts[0]);
    $kid = $header->kid ?? null;
    require_that(($header->alg ?? null) === 'RS256' && !property_exists($header, 'crit') && is_string($kid) && isset($keys[$kid]), 'key or algorithm');
    require_that(openssl_verify("$parts[0].$parts[1]", base64url($parts[2]), $keys[$kid], OPENSSL_ALGO_SHA256) === 1, 'signature');
    return json_object($parts[1]);
}

/** The RSA signing keys of a JWKS by their kid. */
function keysOf(stdClass $jwks): array
{
    $keys = [];
    foreach ($jwks->keys as $jwk) {
        if (($jwk->kty ?? null) !== 'RSA' || ($jwk->alg ?? null) !== 'RS256') continue;
        // SubjectPublicKeyInfo of RFC 8017: the algorithm is rsaEncryption, without parameters.
        $key = der(0x30, der_integer(base64url($jwk->n)) . der_integer(base64url($jwk->e)));
        $info = der(0x30, hex2bin('300d06092a864886f70d0101010500') . der(0x03, "\0$key"));
        $keys[$jwk->kid] = openssl_pkey_get_public("-----BEGIN PUBLIC KEY-----\n" . chunk_split(base64_encode($info), 64) . '-----END PUBLIC KEY-----');
    }
    return $keys;
}

function der(int $tag, string $content): string
{
    $length = strlen($content);
    $bytes = ltrim(pack('N', $length), "\0");
    return chr($tag) . ($length < 128 ? chr($length) : chr(0x80 | strlen($bytes)) . $bytes) . $content;
}

function der_integer(string $bytes): string
{
    return der(0x02, ord($bytes[0]) > 127 ? "\0$bytes" : $bytes);
}

/** Base64url in its one form: without padding and unused bits. */
function base64url(string $part): string
{
    $bytes = base64_decode(strtr($part, '-_', '+/'), true);
    require_that($bytes !== false && rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=') === $part, 'base64url');
    return $bytes;
}

function json_object(string $part): stdClass
{
    $value = json_decode(base64url($part));
    require_that($value instanceof stdClass, 'JSON');
    return $value;
}

function require_that(bool $holds, string $what): void
{
    if (!$holds) throw new ResultRefused($what);
}

function same(mixed $actual, string $expected): bool
{
    return is_string($actual) && hash_equals($expected, $actual);
}

/** RFC 9562: the case of a UUID does not count. */
function same_uuid(mixed $actual, string $expected): bool
{
    return is_string($actual) && same(strtolower($actual), strtolower($expected));
}
// [/snippet]

// Runs the vectors: php verify.php ../../vectors/results.json
if (realpath($_SERVER['argv'][0] ?? '') === __FILE__) {
    $vectors = json_decode(file_get_contents($argv[1]));
    $keys = keysOf($vectors->jwks);
    $wrong = 0;
    foreach ($vectors->results as $vector) {
        $options = (object) [...(array) $vectors->options, ...(array) ($vector->options ?? [])];
        $seen = [];
        $used = function (string $jti, int $exp) use (&$seen): bool {
            $isNew = !isset($seen[$jti]);
            $seen[$jti] = true;
            return $isNew;
        };
        $outcome = 'accepted';
        for ($use = $options->uses ?? 1; $use > 0; $use--) {
            try {
                verify($vector->result, $keys, $used, $options->issuer, $options->clientId, $options->sessionId, $options->nonce,
                    $options->minimumMatchLevel, $options->userIdentifier ?? null, strtotime($vectors->now));
            } catch (ResultRefused $refused) {
                $outcome = 'refused: ' . $refused->getMessage();
            }
        }
        if (($outcome === 'accepted') !== ($vector->expected === 'accepted')) {
            $wrong++;
            echo "$vector->name: $outcome, expected $vector->expected\n";
        }
    }
    $all = count($vectors->results);
    echo $all - $wrong, " of $all as expected\n";
    exit($wrong === 0 ? 0 : 1);
}
