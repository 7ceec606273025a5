import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** Verifies the result of a face session. Needs Java 17 and Gson (Debian: libgoogle-gson-java). */
public final class Verify {
  // [snippet]
  /** The result must not be accepted; the message says which check failed. */
  public static final class ResultRefused extends Exception {
    ResultRefused(String what) {
      super(what);
    }
  }

  /** What your backend knows of the session. {@code nonce} is null for a session without one, {@code userIdentifier} if none is demanded. */
  public record Expected(String issuer, String clientId, String sessionId, String nonce, int minimumMatchLevel, String userIdentifier) {}

  /**
   * Returns the claims of a match. Throws ResultRefused for everything else.
   *
   * @param keys the RSA keys of {@code <issuer>/api/.well-known/jwks.json} by kid, see keysOf
   * @param used an atomic store of results: takes jti and exp, returns whether the jti is new
   */
  public static JsonObject verify(String jws, Map<String, PublicKey> keys, Expected expected, BiPredicate<String, Long> used, Instant time)
      throws ResultRefused {
    JsonObject claims = signed(jws, keys);
    long now = time.getEpochSecond();
    require(expected.issuer().equals(text(claims, "iss")), "iss");
    require(expected.clientId().equals(text(claims, "aud")), "aud");
    require(number(claims, "iat") <= now + 60, "iat");
    require(number(claims, "exp") > now, "exp");
    String jti = text(claims, "jti");
    require(jti != null && !jti.isEmpty(), "jti");
    JsonObject data = object(claims, "data");
    require(!data.has("enrollmentIdentifier"), "a recovery");
    require(sameUuid(text(data, "sessionId"), expected.sessionId()), "sessionId");
    require(same(text(data, "nonce"), expected.nonce()) && (expected.nonce() != null || !data.has("nonce")), "nonce");
    require(expected.userIdentifier() == null || sameUuid(text(data, "userIdentifier"), expected.userIdentifier()), "userIdentifier");
    JsonObject face = object(data, "face");
    require(new JsonPrimitive(true).equals(face.get("match")), "match");
    long level = number(face, "matchLevel");
    require(level >= expected.minimumMatchLevel() && level <= 5, "matchLevel");
    require(used.test(jti, number(claims, "exp")), "used before");
    return claims;
  }

  /** The payload, once its signature fits the published key that its header names. */
  private static JsonObject signed(String jws, Map<String, PublicKey> keys) throws ResultRefused {
    String[] parts = jws.split("\\.", -1);
    require(parts.length == 3, "form");
    try {
      JsonObject header = parse(parts[0]);
      PublicKey key = keys.get(String.valueOf(text(header, "kid")));
      require("RS256".equals(text(header, "alg")) && !header.has("crit") && key != null, "key or algorithm");
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      require(signature.verify(Base64.getUrlDecoder().decode(parts[2])), "signature");
      return parse(parts[1]);
    } catch (GeneralSecurityException | IllegalArgumentException | IllegalStateException | JsonParseException fault) {
      throw new ResultRefused("malformed: " + fault.getMessage());
    }
  }

  /** The RSA signing keys of a JWKS by their kid. */
  public static Map<String, PublicKey> keysOf(JsonArray jwks) throws GeneralSecurityException {
    Map<String, PublicKey> keys = new HashMap<>();
    for (JsonElement element : jwks) {
      JsonObject jwk = element.getAsJsonObject();
      if (!"RSA".equals(text(jwk, "kty")) || !"RS256".equals(text(jwk, "alg"))) continue;
      BigInteger modulus = new BigInteger(1, Base64.getUrlDecoder().decode(text(jwk, "n")));
      BigInteger exponent = new BigInteger(1, Base64.getUrlDecoder().decode(text(jwk, "e")));
      keys.put(text(jwk, "kid"), KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    }
    return keys;
  }

  private static JsonObject parse(String part) {
    return JsonParser.parseString(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private static void require(boolean holds, String what) throws ResultRefused {
    if (!holds) throw new ResultRefused(what);
  }

  private static String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonPrimitive value && value.isString() ? value.getAsString() : null;
  }

  private static long number(JsonObject object, String name) throws ResultRefused {
    require(object.get(name) instanceof JsonPrimitive value && value.isNumber() && value.getAsString().matches("\\d{1,15}"), name);
    return object.get(name).getAsLong();
  }

  private static JsonObject object(JsonObject object, String name) throws ResultRefused {
    require(object.get(name) instanceof JsonObject, name);
    return object.getAsJsonObject(name);
  }

  private static boolean same(String actual, String expected) {
    if (actual == null || expected == null) return actual == expected;
    return MessageDigest.isEqual(actual.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  /** RFC 9562: the case of a UUID does not count. */
  private static boolean sameUuid(String actual, String expected) {
    return actual != null && same(actual.toLowerCase(), expected.toLowerCase());
  }
  // [/snippet]

  /** Runs the vectors: java -cp /usr/share/java/gson.jar Verify.java ../../vectors/results.json */
  public static void main(String[] args) throws Exception {
    JsonObject vectors = JsonParser.parseString(Files.readString(Path.of(args[0]))).getAsJsonObject();
    Map<String, PublicKey> keys = keysOf(vectors.getAsJsonObject("jwks").getAsJsonArray("keys"));
    Instant now = Instant.parse(vectors.get("now").getAsString());
    int wrong = 0;
    JsonArray results = vectors.getAsJsonArray("results");
    for (JsonElement element : results) {
      JsonObject vector = element.getAsJsonObject();
      JsonObject options = vectors.getAsJsonObject("options").deepCopy();
      if (vector.has("options")) for (var entry : vector.getAsJsonObject("options").entrySet()) options.add(entry.getKey(), entry.getValue());
      Expected expected = new Expected(text(options, "issuer"), text(options, "clientId"), text(options, "sessionId"), text(options, "nonce"),
          options.get("minimumMatchLevel").getAsInt(), text(options, "userIdentifier"));
      Set<String> used = new HashSet<>();
      String outcome = "accepted";
      for (int use = options.has("uses") ? options.get("uses").getAsInt() : 1; use > 0; use--) {
        try {
          verify(text(vector, "result"), keys, expected, (jti, exp) -> used.add(jti), now);
        } catch (ResultRefused refused) {
          outcome = "refused: " + refused.getMessage();
        }
      }
      if (outcome.equals("accepted") != "accepted".equals(text(vector, "expected"))) {
        wrong++;
        System.out.println(text(vector, "name") + ": " + outcome + ", expected " + text(vector, "expected"));
      }
    }
    System.out.println((results.size() - wrong) + " of " + results.size() + " as expected");
    System.exit(wrong == 0 ? 0 : 1);
  }
}
