// Verifies the result of a face session. Needs .NET 8 or later, and nothing but its class library.

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

return Vectors.Run(args[0]);

// [snippet]
/// <summary>The result must not be accepted; the message says which check failed.</summary>
public sealed class ResultRefusedException(string what) : Exception(what);

/// <summary>What your backend knows of the session. Nonce is null for a session without one, UserIdentifier if none is demanded.</summary>
public sealed record Expected(string Issuer, string ClientId, string SessionId, string? Nonce, int MinimumMatchLevel = 3, string? UserIdentifier = null);

public static class FaceSession
{
    /// <summary>Returns the claims of a match. Throws ResultRefusedException for everything else.</summary>
    /// <param name="keys">The RSA keys of {issuer}/api/.well-known/jwks.json by kid, see KeysOf.</param>
    /// <param name="used">An atomic store of results: takes jti and exp, returns whether the jti is new.</param>
    public static JsonElement Verify(string jws, IReadOnlyDictionary<string, RSA> keys, Expected expected, Func<string, long, bool> used, DateTimeOffset time)
    {
        var claims = Signed(jws, keys);
        var now = time.ToUnixTimeSeconds();
        Require(Text(claims, "iss") == expected.Issuer, "iss");
        Require(Text(claims, "aud") == expected.ClientId, "aud");
        Require(Number(claims, "iat") is { } iat && iat <= now + 60, "iat");
        var exp = Number(claims, "exp");
        Require(exp > now, "exp");
        var jti = Text(claims, "jti");
        Require(!string.IsNullOrEmpty(jti), "jti");
        var data = Object(claims, "data");
        Require(!data.TryGetProperty("enrollmentIdentifier", out _), "data");
        Require(SameUuid(Text(data, "sessionId"), expected.SessionId), "sessionId");
        Require(expected.Nonce is null ? !data.TryGetProperty("nonce", out _) : Same(Text(data, "nonce"), expected.Nonce), "nonce");
        Require(expected.UserIdentifier is null || SameUuid(Text(data, "userIdentifier"), expected.UserIdentifier), "userIdentifier");
        var face = Object(data, "face");
        Require(face.TryGetProperty("match", out var match) && match.ValueKind == JsonValueKind.True, "match");
        Require(Number(face, "matchLevel") is { } level && level >= expected.MinimumMatchLevel && level <= 5, "matchLevel");
        Require(used(jti!, exp!.Value), "used before");
        return claims;
    }

    /// <summary>The RSA signing keys of a JWKS by their kid.</summary>
    public static Dictionary<string, RSA> KeysOf(JsonElement jwks) =>
        jwks.GetProperty("keys").EnumerateArray()
            .Where(jwk => Text(jwk, "kty") == "RSA" && Text(jwk, "alg") == "RS256")
            .ToDictionary(
                jwk => Text(jwk, "kid")!,
                jwk => RSA.Create(new RSAParameters { Modulus = Base64Url(Text(jwk, "n")!), Exponent = Base64Url(Text(jwk, "e")!) }));

    /// <summary>The payload, once its signature fits the published key that its header names.</summary>
    private static JsonElement Signed(string jws, IReadOnlyDictionary<string, RSA> keys)
    {
        var parts = jws.Split('.');
        Require(parts.Length == 3, "form");
        var header = Parse(parts[0]);
        RSA? key = null;
        Require(
            Text(header, "alg") == "RS256" && !header.TryGetProperty("crit", out _) && keys.TryGetValue(Text(header, "kid") ?? "", out key),
            "key or algorithm");
        var input = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        Require(key!.VerifyData(input, Base64Url(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), "signature");
        return Parse(parts[1]);
    }

    private static JsonElement Parse(string part)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url(part));
            Require(document.RootElement.ValueKind == JsonValueKind.Object, "JSON");
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new ResultRefusedException("JSON");
        }
    }

    /// <summary>Base64url in its one form: without padding and unused bits.</summary>
    private static byte[] Base64Url(string part)
    {
        try
        {
            var bytes = Convert.FromBase64String(part.Replace('-', '+').Replace('_', '/').PadRight((part.Length + 3) / 4 * 4, '='));
            Require(Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_') == part, "base64url");
            return bytes;
        }
        catch (FormatException)
        {
            throw new ResultRefusedException("base64url");
        }
    }

    private static void Require(bool holds, string what)
    {
        if (!holds) throw new ResultRefusedException(what);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static JsonElement Object(JsonElement element, string name)
    {
        Require(element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object, name);
        return value;
    }

    private static bool Same(string? actual, string expected) =>
        actual is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(actual), Encoding.UTF8.GetBytes(expected));

    /// <summary>RFC 9562: the case of a UUID does not count.</summary>
    private static bool SameUuid(string? actual, string expected) => Same(actual?.ToLowerInvariant(), expected.ToLowerInvariant());
}
// [/snippet]

/// <summary>Runs the vectors: dotnet run Verify.cs ../../vectors/results.json (.NET 10), or as the program of a project.</summary>
public static class Vectors
{
    public static int Run(string file)
    {
        var vectors = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        var keys = FaceSession.KeysOf(vectors.GetProperty("jwks"));
        var now = vectors.GetProperty("now").GetDateTimeOffset();
        var results = vectors.GetProperty("results").EnumerateArray().ToList();
        var wrong = 0;
        foreach (var vector in results)
        {
            var options = vectors.GetProperty("options").EnumerateObject().ToDictionary(each => each.Name, each => each.Value);
            if (vector.TryGetProperty("options", out var changed))
                foreach (var each in changed.EnumerateObject()) options[each.Name] = each.Value;
            string? Optional(string name) => options.TryGetValue(name, out var value) ? value.GetString() : null;
            var expected = new Expected(Optional("issuer")!, Optional("clientId")!, Optional("sessionId")!, Optional("nonce"),
                options["minimumMatchLevel"].GetInt32(), Optional("userIdentifier"));
            var seen = new HashSet<string>();
            var outcome = "accepted";
            for (var use = options.TryGetValue("uses", out var uses) ? uses.GetInt32() : 1; use > 0; use--)
            {
                try
                {
                    FaceSession.Verify(vector.GetProperty("result").GetString()!, keys, expected, (jti, _) => seen.Add(jti), now);
                }
                catch (ResultRefusedException refused)
                {
                    outcome = $"refused: {refused.Message}";
                }
            }
            if (outcome == "accepted" != (vector.GetProperty("expected").GetString() == "accepted"))
            {
                wrong++;
                Console.WriteLine($"{vector.GetProperty("name").GetString()}: {outcome}, expected {vector.GetProperty("expected").GetString()}");
            }
        }
        Console.WriteLine($"{results.Count - wrong} of {results.Count} as expected");
        return wrong == 0 ? 0 : 1;
    }
}
