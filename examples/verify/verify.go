// Verifies the result of a face session. Needs Go 1.19 or later, and nothing but its standard library.
package main

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"os"
	"strings"
	"time"
)

// [snippet]
// Expected is what your backend knows of the session. Nonce is nil for a session without one, UserIdentifier if none is demanded.
type Expected struct {
	Issuer, ClientID, SessionID string
	Nonce, UserIdentifier       *string
	MinimumMatchLevel           int64
}

// Verify returns the claims of a match. For everything else it returns an error that says which check failed.
//
// keys are the RSA keys of <issuer>/api/.well-known/jwks.json by kid, see KeysOf. used is an atomic store of results: it takes jti and exp,
// and returns whether the jti is new.
func Verify(jws string, keys map[string]*rsa.PublicKey, expected Expected, used func(jti string, exp int64) bool, now time.Time) (map[string]any, error) {
	claims, err := signed(jws, keys)
	if err != nil {
		return nil, err
	}
	iat, hasIat := integer(claims, "iat")
	exp, hasExp := integer(claims, "exp")
	jti, _ := claims["jti"].(string)
	data, _ := claims["data"].(map[string]any)
	face, _ := data["face"].(map[string]any)
	level, hasLevel := integer(face, "matchLevel")
	_, recovery := data["enrollmentIdentifier"]
	for _, check := range []struct {
		holds bool
		what  string
	}{
		{claims["iss"] == any(expected.Issuer), "iss"},
		{claims["aud"] == any(expected.ClientID), "aud"},
		{hasIat && iat <= now.Unix()+60, "iat"},
		{hasExp && exp > now.Unix(), "exp"},
		{jti != "", "jti"},
		{data != nil && !recovery, "data"},
		{sameUUID(data["sessionId"], expected.SessionID), "sessionId"},
		{sameNonce(data, expected.Nonce), "nonce"},
		{expected.UserIdentifier == nil || sameUUID(data["userIdentifier"], *expected.UserIdentifier), "userIdentifier"},
		{face["match"] == any(true), "match"},
		{hasLevel && level >= expected.MinimumMatchLevel && level <= 5, "matchLevel"},
	} {
		if !check.holds {
			return nil, errors.New(check.what)
		}
	}
	if !used(jti, exp) {
		return nil, errors.New("used before")
	}
	return claims, nil
}

// signed returns the payload, once its signature fits the published key that its header names.
func signed(jws string, keys map[string]*rsa.PublicKey) (map[string]any, error) {
	parts := strings.Split(jws, ".")
	if len(parts) != 3 {
		return nil, errors.New("form")
	}
	header, err := object(parts[0])
	if err != nil {
		return nil, err
	}
	kid, _ := header["kid"].(string)
	_, critical := header["crit"]
	if header["alg"] != any("RS256") || critical || keys[kid] == nil {
		return nil, errors.New("key or algorithm")
	}
	signature, err := decode(parts[2])
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if err := rsa.VerifyPKCS1v15(keys[kid], crypto.SHA256, digest[:], signature); err != nil {
		return nil, errors.New("signature")
	}
	return object(parts[1])
}

// KeysOf returns the RSA signing keys of a JWKS by their kid.
func KeysOf(jwks []byte) (map[string]*rsa.PublicKey, error) {
	var set struct{ Keys []map[string]any }
	if err := json.Unmarshal(jwks, &set); err != nil {
		return nil, err
	}
	keys := map[string]*rsa.PublicKey{}
	for _, jwk := range set.Keys {
		kid, _ := jwk["kid"].(string)
		n, _ := jwk["n"].(string)
		e, _ := jwk["e"].(string)
		modulus, modulusError := decode(n)
		exponent, exponentError := decode(e)
		if jwk["kty"] != any("RSA") || jwk["alg"] != any("RS256") || modulusError != nil || exponentError != nil {
			continue
		}
		keys[kid] = &rsa.PublicKey{N: new(big.Int).SetBytes(modulus), E: int(new(big.Int).SetBytes(exponent).Int64())}
	}
	return keys, nil
}

// decode reads base64url in its one form: without padding, line breaks and unused bits.
func decode(part string) ([]byte, error) {
	if strings.ContainsAny(part, "\r\n") {
		return nil, errors.New("base64url")
	}
	return base64.RawURLEncoding.Strict().DecodeString(part)
}

// object reads a JSON object into a map, whose names are exact: the fields of a struct would take them in any case.
func object(part string) (map[string]any, error) {
	bytes, err := decode(part)
	if err != nil {
		return nil, err
	}
	var value map[string]any
	if err := json.Unmarshal(bytes, &value); err != nil || value == nil {
		return nil, errors.New("JSON")
	}
	return value, nil
}

func integer(object map[string]any, name string) (int64, bool) {
	value, is := object[name].(float64)
	return int64(value), is && value == math.Trunc(value) && math.Abs(value) < 1<<53
}

func same(actual any, expected string) bool {
	text, is := actual.(string)
	return is && subtle.ConstantTimeCompare([]byte(text), []byte(expected)) == 1
}

// RFC 9562: the case of a UUID does not count.
func sameUUID(actual any, expected string) bool {
	text, is := actual.(string)
	return is && same(strings.ToLower(text), strings.ToLower(expected))
}

func sameNonce(data map[string]any, expected *string) bool {
	actual, present := data["nonce"]
	if expected == nil {
		return !present
	}
	return same(actual, *expected)
}

// [/snippet]

// Runs the vectors: go run verify.go ../../vectors/results.json
func main() {
	var vectors struct {
		Now     time.Time
		Options map[string]any
		JWKS    json.RawMessage
		Results []struct {
			Name, Result, Expected string
			Options                map[string]any
		}
	}
	file, err := os.ReadFile(os.Args[1])
	if err == nil {
		err = json.Unmarshal(file, &vectors)
	}
	keys, keysError := KeysOf(vectors.JWKS)
	if err != nil || keysError != nil {
		fmt.Println(err, keysError)
		os.Exit(1)
	}
	wrong := 0
	for _, vector := range vectors.Results {
		options := map[string]any{"uses": 1.0}
		for _, group := range []map[string]any{vectors.Options, vector.Options} {
			for name, value := range group {
				options[name] = value
			}
		}
		optional := func(name string) *string {
			if text, is := options[name].(string); is {
				return &text
			}
			return nil
		}
		level, _ := integer(options, "minimumMatchLevel")
		expected := Expected{
			Issuer: options["issuer"].(string), ClientID: options["clientId"].(string), SessionID: options["sessionId"].(string),
			Nonce: optional("nonce"), UserIdentifier: optional("userIdentifier"), MinimumMatchLevel: level,
		}
		seen := map[string]bool{}
		used := func(jti string, _ int64) bool {
			isNew := !seen[jti]
			seen[jti] = true
			return isNew
		}
		outcome := "accepted"
		uses, _ := integer(options, "uses")
		for ; uses > 0; uses-- {
			if _, err := Verify(vector.Result, keys, expected, used, vectors.Now); err != nil {
				outcome = "refused: " + err.Error()
			}
		}
		if (outcome == "accepted") != (vector.Expected == "accepted") {
			wrong++
			fmt.Printf("%s: %s, expected %s\n", vector.Name, outcome, vector.Expected)
		}
	}
	fmt.Printf("%d of %d as expected\n", len(vectors.Results)-wrong, len(vectors.Results))
	if wrong > 0 {
		os.Exit(1)
	}
}
