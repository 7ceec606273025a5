# Verifies the result of a face session. Needs Ruby 3.0 or later, and nothing but its standard library.

require 'json'
require 'openssl'

# [snippet]
module FaceSession
  # The result must not be accepted; the message says which check failed.
  class ResultRefused < StandardError; end

  module_function

  # Returns the claims of a match. Raises ResultRefused for everything else.
  #
  # keys: the RSA keys of <issuer>/api/.well-known/jwks.json by kid, see keys_of. used: an atomic store of results; used.call(jti, exp) says
  # whether the jti is new. nonce: the session's, or nil for a session without one.
  def verify(jws, keys, used, issuer:, client_id:, session_id:, nonce:, minimum_match_level: 3, user_identifier: nil, now: Time.now.to_i)
    claims = signed(jws, keys)
    require_that(claims['iss'] == issuer, 'iss')
    require_that(claims['aud'] == client_id, 'aud')
    iat, exp, jti, data = claims.values_at('iat', 'exp', 'jti', 'data')
    require_that(iat.is_a?(Integer) && iat <= now + 60, 'iat')
    require_that(exp.is_a?(Integer) && exp > now, 'exp')
    require_that(jti.is_a?(String) && jti != '', 'jti')
    require_that(data.is_a?(Hash) && !data.key?('enrollmentIdentifier'), 'data')
    require_that(same_uuid?(data['sessionId'], session_id), 'sessionId')
    require_that(nonce.nil? ? !data.key?('nonce') : same?(data['nonce'], nonce), 'nonce')
    require_that(user_identifier.nil? || same_uuid?(data['userIdentifier'], user_identifier), 'userIdentifier')
    face = data['face']
    require_that(face.is_a?(Hash) && face['match'] == true, 'match')
    level = face['matchLevel']
    require_that(level.is_a?(Integer) && level >= minimum_match_level && level <= 5, 'matchLevel')
    require_that(used.call(jti, exp), 'used before')
    claims
  end

  # The payload, once its signature fits the published key that its header names.
  def signed(jws, keys)
    parts = jws.split('.', -1)
    require_that(parts.length == 3, 'form')
    header = json_object(parts[0])
    key = keys[header['kid']]
    require_that(header['alg'] == 'RS256' && !header.key?('crit') && key, 'key or algorithm')
    require_that(key.verify('SHA256', base64url(parts[2]), "#{parts[0]}.#{parts[1]}"), 'signature')
    json_object(parts[1])
  rescue OpenSSL::PKey::PKeyError
    raise ResultRefused, 'signature'
  end

  # The RSA signing keys of a JWKS by their kid.
  def keys_of(jwks)
    jwks['keys'].select { |jwk| jwk['kty'] == 'RSA' && jwk['alg'] == 'RS256' }.to_h do |jwk|
      numbers = %w[n e].map { |name| OpenSSL::ASN1::Integer(OpenSSL::BN.new(base64url(jwk[name]), 2)) }
      [jwk['kid'], OpenSSL::PKey::RSA.new(OpenSSL::ASN1::Sequence(numbers).to_der)]
    end
  end

  # Base64url in its one form: without padding and unused bits.
  def base64url(part)
    bytes = part.tr('-_', '+/').ljust((part.length + 3) / 4 * 4, '=').unpack1('m0')
    require_that([bytes].pack('m0').tr('+/', '-_').delete('=') == part, 'base64url')
    bytes
  rescue ArgumentError
    raise ResultRefused, 'base64url'
  end

  def json_object(part)
    value = JSON.parse(base64url(part).force_encoding('UTF-8'))
    require_that(value.is_a?(Hash), 'JSON')
    value
  rescue JSON::ParserError
    raise ResultRefused, 'JSON'
  end

  def require_that(holds, what)
    raise ResultRefused, what unless holds
  end

  def same?(actual, expected)
    actual.is_a?(String) && OpenSSL.secure_compare(actual, expected)
  end

  # RFC 9562: the case of a UUID does not count.
  def same_uuid?(actual, expected)
    actual.is_a?(String) && same?(actual.downcase, expected.downcase)
  end
end
# [/snippet]

# Runs the vectors: ruby verify.rb ../../vectors/results.json
if $PROGRAM_NAME == __FILE__
  require 'set'
  require 'time'

  vectors = JSON.parse(File.read(ARGV[0], encoding: 'UTF-8'))
  keys = FaceSession.keys_of(vectors['jwks'])
  now = Time.iso8601(vectors['now']).to_i
  wrong = vectors['results'].reject do |vector|
    options = vectors['options'].merge(vector['options'] || {})
    seen = Set.new
    outcome = 'accepted'
    (options['uses'] || 1).times do
      FaceSession.verify(
        vector['result'], keys, ->(jti, _exp) { !seen.add?(jti).nil? },
        issuer: options['issuer'], client_id: options['clientId'], session_id: options['sessionId'], nonce: options['nonce'],
        minimum_match_level: options['minimumMatchLevel'], user_identifier: options['userIdentifier'], now: now
      )
    rescue FaceSession::ResultRefused => e
      outcome = "refused: #{e.message}"
    end
    as_expected = (outcome == 'accepted') == (vector['expected'] == 'accepted')
    puts "#{vector['name']}: #{outcome}, expected #{vector['expected']}" unless as_expected
    as_expected
  end
  all = vectors['results'].length
  puts "#{all - wrong.length} of #{all} as expected"
  exit(wrong.empty? ? 0 : 1)
end
