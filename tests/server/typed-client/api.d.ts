/* Generated from the OpenAPI document. */

export interface paths {
    "/api/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get an access token with client credentials. Backends only.
         * @description At most `TOKENS_PER_MINUTE` calls a minute for each client. At most `AUTHENTICATION_FAILURES_PER_MINUTE` failures a minute for each address and client. The body has at most 8 KB.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the public signing keys. */
        get: operations["listSigningKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/test/api/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the public keys that results of test clients are signed with. */
        get: operations["listTestSigningKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/face": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a session from an ID photo. It lives 10 minutes.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `PHOTOS_PER_MINUTE` calls a minute for each client. The body has at most 7.3 MB. At most `PICTURES_IN_FLIGHT` calls with pictures are under way at a time.
         */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/face/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare two photos, without session and liveness. Nothing is stored.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `PHOTOS_PER_MINUTE` calls a minute for each client. The body has at most 14.7 MB. At most `PICTURES_IN_FLIGHT` calls with pictures are under way at a time.
         */
        post: operations["matchPhotos"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open an attempt. It is not charged yet.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `ATTEMPT_CALLS_PER_MINUTE` calls a minute for each session. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 16 KB.
         */
        post: operations["openAttempt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attemptId}/frames": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a frame of a burst early. It is measured now and decided with the burst.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `ATTEMPT_CALLS_PER_MINUTE` calls a minute for each session. The body has at most 320 KB. At most `PICTURES_IN_FLIGHT` calls with pictures are under way at a time.
         */
        post: operations["sendFrameAhead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attemptId}/burst": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload the burst. Charges the attempt, then decides it.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `ATTEMPT_CALLS_PER_MINUTE` calls a minute for each session. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 1.3 MB. At most `PICTURES_IN_FLIGHT` calls with pictures are under way at a time.
         */
        post: operations["submitBurst"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attemptId}/light": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload the frames of a challenge of light.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `ATTEMPT_CALLS_PER_MINUTE` calls a minute for each session. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 7.8 MB. At most `PICTURES_IN_FLIGHT` calls with pictures are under way at a time.
         */
        post: operations["submitLight"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attemptId}/light/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on without a challenge of light that the person declined or the capture could not show.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `ATTEMPT_CALLS_PER_MINUTE` calls a minute for each session. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 1 KB.
         */
        post: operations["declineLight"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attemptId}/gestures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload the gestures of a challenge.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `ATTEMPT_CALLS_PER_MINUTE` calls a minute for each session. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 9.1 MB. At most `PICTURES_IN_FLIGHT` calls with pictures are under way at a time.
         */
        post: operations["submitGestures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attemptId}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a challenged attempt whose person cannot do one of its gestures.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `ATTEMPT_CALLS_PER_MINUTE` calls a minute for each session. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 1 KB.
         */
        post: operations["declineGesture"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/face/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a session that had a failed attempt and get its signed result.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `ATTEMPT_CALLS_PER_MINUTE` calls a minute for each session. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address.
         */
        post: operations["endSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/face/hand-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create the URL with which another device runs the session. It replaces the one before. Called by the capture.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `ATTEMPT_CALLS_PER_MINUTE` calls a minute for each session. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 4 KB.
         */
        post: operations["handOverSession"];
        /**
         * Revoke the URL with which another device could run the session, unless one has started. Called by the capture.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `ATTEMPT_CALLS_PER_MINUTE` calls a minute for each session.
         */
        delete: operations["revokeHandOff"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/face/hand-off/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the signed result of a session that another device has run, on the device that handed it over. Called by the capture.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `ATTEMPT_CALLS_PER_MINUTE` calls a minute for each session. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 1 KB.
         */
        post: operations["getHandOffResult"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/info/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the signed result of a session again.
         * @description Needs the scope `KYC_INFO_SDK`. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address.
         */
        get: operations["getResult"];
        put?: never;
        post?: never;
        /**
         * Delete all data of a session of the client, at once. 204 for any UUID.
         * @description Needs the scope `KYC_INFO_SDK`.
         */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the signed result of the session in UQ-Session-ID again.
         * @description Needs the scope `KYC_INFO_SDK`. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address.
         */
        get: operations["getResultByHeader"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/info/img/{imageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the audit-trail image.
         * @description Needs the scope `KYC_INFO_SDK`. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address.
         */
        get: operations["getImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/test/api/v1/info/img/{imageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the audit-trail image of a test session: a grey square.
         * @description Needs the scope `KYC_INFO_SDK`. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address.
         */
        get: operations["getTestImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get trace events.
         * @description Needs the scope `KYC_EVENT_SDK`.
         */
        get: operations["listEvents"];
        put?: never;
        /**
         * Report trace events.
         * @description Needs the scope `KYC_EVENT_SDK`. At most `TRACE_EVENTS_PER_MINUTE` calls a minute for each client. The body has at most 128 KB.
         */
        post: operations["addEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/face/bioid/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * End a session that had a failed attempt and get its signed result, as the reference's web SDK asks for it.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `ATTEMPT_CALLS_PER_MINUTE` calls a minute for each session. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address.
         */
        get: operations["getV2Result"];
        put?: never;
        /**
         * The endpoint of the reference's web SDK: two pictures around a nod.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `ATTEMPT_CALLS_PER_MINUTE` calls a minute for each session. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 14.7 MB. At most `PICTURES_IN_FLIGHT` calls with pictures are under way at a time.
         */
        post: operations["submitV2Match"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrollments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enrol a face from a photo, or from a session that succeeded. Backends only.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `PHOTOS_PER_MINUTE` calls a minute for each client. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 7.3 MB. At most `PICTURES_IN_FLIGHT` calls with pictures are under way at a time.
         */
        post: operations["createEnrollment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrollments/{enrollmentIdentifier}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erase an enrolled face.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address.
         */
        delete: operations["deleteEnrollment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recoveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a session whose reference is an enrolled face.
         * @description Needs the scope `KYC_FACE_FLOW`. At most `PHOTOS_PER_MINUTE` calls a minute for each client. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 64 KB.
         */
        post: operations["createRecovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a link to the hosted page from a photo, an open session or an enrolled face. Backends only.
         * @description Needs the scope `KYC_FACE_LINK`. At most `PHOTOS_PER_MINUTE` calls a minute for each client. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 7.3 MB. At most `PICTURES_IN_FLIGHT` calls with pictures are under way at a time.
         */
        post: operations["createLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{linkId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the status of a link, and the signed result once its session passed or failed.
         * @description Needs the scope `KYC_FACE_LINK`. At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address.
         */
        get: operations["getLink"];
        put?: never;
        post?: never;
        /**
         * Delete a link with its session and all data of both, at once. 204 for any UUID.
         * @description Needs the scope `KYC_FACE_LINK`.
         */
        delete: operations["deleteLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get what the page of a link shows. Called by the hosted page.
         * @description At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 1 KB.
         */
        post: operations["openLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start the session of a link, once, or continue it on the same device. Called by the hosted page.
         * @description At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 1 KB.
         */
        post: operations["startLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/hand-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create the URL with which another device continues a link. It replaces the one before. Called by the hosted page.
         * @description At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 1 KB.
         */
        post: operations["createHandOff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/hand-off/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the state of the hand-off that this device created. Called by the hosted page.
         * @description At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 1 KB.
         */
        post: operations["getHandOff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/hand-off/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Follow the hand-off that this device created, as server-sent events: one for each change. Called by the hosted page.
         * @description At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 1 KB.
         */
        post: operations["followHandOff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/hand-off/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a hand-off on the other device, once, and get what its page shows. Called by the hosted page.
         * @description At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 1 KB.
         */
        post: operations["openHandOff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/hand-off/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start the session of a link on the device that opened its hand-off. Called by the hosted page.
         * @description At most `UNKNOWN_IDENTIFIERS_PER_MINUTE` unknown identifiers a minute for each address. The body has at most 1 KB.
         */
        post: operations["startHandOff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /** @description `urn:face-session:error:` and the code in lower case with hyphens */
            type: string;
            title: string;
            status: number;
            /** @enum {string} */
            code: "INVALID_REQUEST" | "PHOTO_MISSING" | "PHOTO_INVALID" | "FACE_NOT_FOUND" | "MULTIPLE_FACES" | "FACE_TOO_SMALL" | "FACE_TOO_BLURRED" | "UNAUTHORIZED" | "FORBIDDEN" | "MEDIA_VIRTUAL_CAMERA_DETECTED" | "ATTEMPT_SIGNATURE_INVALID" | "NOT_FOUND" | "SESSION_EXPIRED" | "REQUEST_TIMEOUT" | "ATTEMPT_CONFLICT" | "SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "UNEXPECTED_ERROR" | "BUSY";
            /**
             * @description With `SESSION_EXPIRED`: a session that is unknown, or that was used
             * @enum {string}
             */
            reason?: "SESSION_UNKNOWN" | "SESSION_USED";
            detail?: string;
            requestId: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "grant_type": "client_credentials",
                 *       "client_id": "...",
                 *       "client_secret": "...",
                 *       "scope": "...",
                 *       "session_id": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11"
                 *     }
                 */
                "application/x-www-form-urlencoded": {
                    /** @constant */
                    grant_type: "client_credentials";
                    /** @description Or HTTP Basic */
                    client_id?: string;
                    /** @description Or HTTP Basic */
                    client_secret?: string;
                    /** @description Narrows the scopes of the client; separated by spaces */
                    scope?: string;
                    /**
                     * Format: uuid
                     * @description Binds the token to one session. Give such a token to an app.
                     */
                    session_id?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access_token": "...",
                     *       "token_type": "bearer",
                     *       "expires_in": 1,
                     *       "scope": "...",
                     *       "jti": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11"
                     *     }
                     */
                    "application/json": {
                        access_token: string;
                        /** @constant */
                        token_type: "bearer";
                        expires_in: number;
                        scope: string;
                        /** Format: uuid */
                        jti: string;
                    };
                };
            };
            /**
             * @description `invalid_request`: A parameter is missing, repeated, too long or malformed.
             *
             *     `unsupported_grant_type`: The grant is not `client_credentials`.
             *
             *     `invalid_scope`: The client does not have a scope that was asked for.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "invalid_request",
                     *       "error_description": "..."
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request" | "invalid_client" | "unauthorized_client" | "unsupported_grant_type" | "invalid_scope";
                        error_description?: string;
                    };
                };
            };
            /** @description `invalid_client`: The client is unknown, disabled, or its secret is wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "invalid_request",
                     *       "error_description": "..."
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request" | "invalid_client" | "unauthorized_client" | "unsupported_grant_type" | "invalid_scope";
                        error_description?: string;
                    };
                };
            };
            /** @description `invalid_request`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "invalid_request",
                     *       "error_description": "..."
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request" | "invalid_client" | "unauthorized_client" | "unsupported_grant_type" | "invalid_scope";
                        error_description?: string;
                    };
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSigningKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": [
                     *         {
                     *           "kid": "...",
                     *           "kty": "RSA",
                     *           "alg": "RS256",
                     *           "use": "sig",
                     *           "n": "...",
                     *           "e": "...",
                     *           "crv": "...",
                     *           "x": "...",
                     *           "y": "..."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        keys: {
                            kid: string;
                            /** @enum {string} */
                            kty: "RSA" | "EC" | "OKP";
                            /** @enum {string} */
                            alg: "RS256" | "ES256" | "EdDSA";
                            /** @constant */
                            use: "sig";
                            /** @description RSA */
                            n?: string;
                            /** @description RSA */
                            e?: string;
                            /** @description EC, OKP */
                            crv?: string;
                            /** @description EC, OKP */
                            x?: string;
                            /** @description EC */
                            y?: string;
                        }[];
                    };
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTestSigningKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": [
                     *         {
                     *           "kid": "...",
                     *           "kty": "RSA",
                     *           "alg": "RS256",
                     *           "use": "sig",
                     *           "n": "...",
                     *           "e": "...",
                     *           "crv": "...",
                     *           "x": "...",
                     *           "y": "..."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        keys: {
                            kid: string;
                            /** @enum {string} */
                            kty: "RSA" | "EC" | "OKP";
                            /** @enum {string} */
                            alg: "RS256" | "ES256" | "EdDSA";
                            /** @constant */
                            use: "sig";
                            /** @description RSA */
                            n?: string;
                            /** @description RSA */
                            e?: string;
                            /** @description EC, OKP */
                            crv?: string;
                            /** @description EC, OKP */
                            x?: string;
                            /** @description EC */
                            y?: string;
                        }[];
                    };
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "idPhoto": "...",
                 *       "outcome": "pass"
                 *     }
                 */
                "application/json": {
                    /** @description JPEG, PNG, JPEG 2000, WebP or AVIF in base64; only a test client can leave it out */
                    idPhoto?: string;
                    /**
                     * @description Test clients only: how the session ends; default pass
                     * @enum {string}
                     */
                    outcome?: "pass" | "pass_second" | "no_match" | "liveness_failed" | "gestures" | "gestures_failed" | "light" | "slow" | "expired" | "camera_denied" | "camera_missing" | "virtual_camera";
                };
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description JPEG, PNG, JPEG 2000, WebP or AVIF, at most 5 MB; the service may accept fewer formats
                     */
                    idPhoto: Blob;
                    /**
                     * @description Test clients only: how the session ends
                     * @enum {string}
                     */
                    outcome?: "pass" | "pass_second" | "no_match" | "liveness_failed" | "gestures" | "gestures_failed" | "light" | "slow" | "expired" | "camera_denied" | "camera_missing" | "virtual_camera";
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                     *       "quality": {
                     *         "unifiedQualityScore": 1,
                     *         "singleFacePresent": 1,
                     *         "interEyeDistance": 1,
                     *         "headSize": 1,
                     *         "luminanceMean": 1,
                     *         "luminanceVariance": 1,
                     *         "underExposurePrevention": 1,
                     *         "overExposurePrevention": 1,
                     *         "dynamicRange": 1,
                     *         "illuminationUniformity": 1,
                     *         "sharpness": 1,
                     *         "eyesOpen": 1,
                     *         "eyesVisible": 1,
                     *         "mouthOcclusionPrevention": 1,
                     *         "mouthClosed": 1
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** Format: uuid */
                        sessionId: string;
                        /** @description Measures named after ISO/IEC 29794-5: aligned, not conformant */
                        quality?: {
                            /** @description 0 to 100 over all; absent with a recognition model of your own */
                            unifiedQualityScore?: number;
                            /** @description 1: no second face; 0: a second face as large as the first */
                            singleFacePresent: number;
                            /** @description pixels between the eyes */
                            interEyeDistance: number;
                            /** @description distance from eyes to chin over the height of the picture */
                            headSize: number;
                            /** @description of the face, 0 black to 1 white */
                            luminanceMean: number;
                            luminanceVariance: number;
                            /** @description 1 less the share of nearly black pixels of the face */
                            underExposurePrevention: number;
                            /** @description 1 less the share of burnt-out pixels of the face */
                            overExposurePrevention: number;
                            /** @description bits, 0 to 8 */
                            dynamicRange: number;
                            /** @description 0 one half of the face dark, 1 both lit alike */
                            illuminationUniformity: number;
                            /** @description fine detail over contrast; photos below 0.055 are refused */
                            sharpness: number;
                            eyesOpen: number;
                            /** @description 0 hidden or in deep shadow, 1 as bright as the cheeks */
                            eyesVisible: number;
                            /** @description 0 covered by another colour, 1 free */
                            mouthOcclusionPrevention: number;
                            /** @description distance of the lips over the distance from eyes to chin: 0 closed */
                            mouthClosed: number;
                        };
                    };
                };
            };
            /**
             * @description `PHOTO_MISSING`: No picture was sent where one is required.
             *
             *     `PHOTO_INVALID`: The picture cannot be decoded: it is damaged, truncated or has too many pixels.
             *
             *     `FACE_NOT_FOUND`: No face was found in the picture.
             *
             *     `MULTIPLE_FACES`: The picture has more than one face of similar size.
             *
             *     `FACE_TOO_SMALL`: The face in the picture has too few pixels to be compared.
             *
             *     `FACE_TOO_BLURRED`: The face in the picture is too blurred to be compared.
             *
             *     `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    matchPhotos: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "sourceImage": "...",
                 *       "targetImage": "...",
                 *       "minimumMatchLevel": 1
                 *     }
                 */
                "application/json": {
                    sourceImage: string;
                    targetImage: string;
                    /**
                     * @description 1 (lowest) to 5; 3 is a false match rate of 1e-4 on the calibration data
                     * @default 3
                     * @enum {number}
                     */
                    minimumMatchLevel?: 1 | 2 | 3 | 4 | 5;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "match": true,
                     *       "matchLevel": 1
                     *     }
                     */
                    "application/json": {
                        match: boolean;
                        /**
                         * @description 1 (lowest) to 5; 3 is a false match rate of 1e-4 on the calibration data
                         * @enum {number}
                         */
                        matchLevel: 1 | 2 | 3 | 4 | 5;
                    };
                };
            };
            /**
             * @description `PHOTO_MISSING`: No picture was sent where one is required.
             *
             *     `PHOTO_INVALID`: The picture cannot be decoded: it is damaged, truncated or has too many pixels.
             *
             *     `FACE_NOT_FOUND`: No face was found in the picture.
             *
             *     `MULTIPLE_FACES`: The picture has more than one face of similar size.
             *
             *     `FACE_TOO_SMALL`: The face in the picture has too few pixels to be compared.
             *
             *     `FACE_TOO_BLURRED`: The face in the picture is too blurred to be compared.
             *
             *     `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openAttempt: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
                "UQ-Nonce"?: string;
                "UQ-User-ID"?: string;
                "UQ-Device-Info"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "minimumMatchLevel": 1,
                 *       "maxAttempts": 1,
                 *       "allowClosedEyes": true,
                 *       "activeLiveness": true,
                 *       "excludedGesture": "FACE_MOVE",
                 *       "obfuscationType": "FILLED",
                 *       "camera": {
                 *         "label": "...",
                 *         "width": 1,
                 *         "height": 1,
                 *         "frameRate": 1,
                 *         "facingMode": "..."
                 *       },
                 *       "captureKey": {
                 *         "kty": "EC",
                 *         "crv": "P-256",
                 *         "x": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M",
                 *         "y": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M"
                 *       },
                 *       "device": {
                 *         "risk": {
                 *           "bot": true,
                 *           "emulated": true,
                 *           "rooted": true
                 *         },
                 *         "info": {
                 *           "platform": "...",
                 *           "manufacturer": "...",
                 *           "model": "...",
                 *           "version": "...",
                 *           "cpuArchitecture": "..."
                 *         },
                 *         "installationId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11"
                 *       },
                 *       "lightChallenge": "off",
                 *       "showsLight": true,
                 *       "attestationKeyId": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M="
                 *     }
                 */
                "application/json": {
                    /**
                     * @description 1 (lowest) to 5; 3 is a false match rate of 1e-4 on the calibration data
                     * @enum {number}
                     */
                    minimumMatchLevel?: 1 | 2 | 3 | 4 | 5;
                    maxAttempts?: number;
                    allowClosedEyes?: boolean;
                    activeLiveness?: boolean;
                    /** @enum {string} */
                    excludedGesture?: "FACE_MOVE" | "FACE_TILT" | "FACE_TURN";
                    /** @enum {string} */
                    obfuscationType?: "FILLED" | "FILLED_WHITE" | "BLURRED";
                    camera?: {
                        label?: string;
                        width?: number;
                        height?: number;
                        frameRate?: number;
                        facingMode?: string;
                    };
                    /** @description Whose signature the uploads of the attempt carry. The first key of a session is its only one */
                    captureKey?: {
                        /** @constant */
                        kty: "EC";
                        /** @constant */
                        crv: "P-256";
                        /** @description 32 bytes, base64url */
                        x: string;
                        /** @description 32 bytes, base64url */
                        y: string;
                    };
                    /** @description What the client says of its device */
                    device?: {
                        risk?: {
                            bot?: boolean;
                            emulated?: boolean;
                            rooted?: boolean;
                        };
                        info?: {
                            /** @description ANDROID, IOS, WINDOWS, MACOS and so on */
                            platform?: string;
                            manufacturer?: string;
                            model?: string;
                            /** @description Of the operating system */
                            version?: string;
                            cpuArchitecture?: string;
                        };
                        /**
                         * Format: uuid
                         * @description Random, of the installation
                         */
                        installationId?: string;
                    };
                    /**
                     * @description Only stricter than the setting of the client. Not measured on people yet
                     * @enum {string}
                     */
                    lightChallenge?: "off" | "offer" | "require";
                    /**
                     * @description The capture can show a challenge of light
                     * @constant
                     */
                    showsLight?: true;
                    /**
                     * Format: base64
                     * @description The key of App Attest that the app has, base64
                     */
                    attestationKeyId?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "attemptId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                     *       "attemptNumber": 1,
                     *       "remainingAttempts": 1,
                     *       "sessionExpiresInMs": 1,
                     *       "burst": {
                     *         "count": 1,
                     *         "intervalMs": 1,
                     *         "maxBytes": 1
                     *       },
                     *       "framesAhead": true,
                     *       "signedUploads": true,
                     *       "attestations": [
                     *         "app-attest"
                     *       ],
                     *       "declinedWishes": [
                     *         "excludedGesture"
                     *       ],
                     *       "cameraRate": 1,
                     *       "simulatedCamera": "working"
                     *     }
                     */
                    "application/json": {
                        /** Format: uuid */
                        attemptId: string;
                        attemptNumber: number;
                        /** @description This one included */
                        remainingAttempts: number;
                        sessionExpiresInMs: number;
                        burst: {
                            /** @description Frames wanted */
                            count: number;
                            /** @description Milliseconds from frame to frame */
                            intervalMs: number;
                            /** @description Largest frame, bytes of JPEG */
                            maxBytes: number;
                        };
                        /**
                         * @description Frames of the burst may be sent one by one, while the next are taken
                         * @constant
                         */
                        framesAhead?: true;
                        /**
                         * @description Every upload of the attempt must be signed with its `captureKey`
                         * @constant
                         */
                        signedUploads?: true;
                        /** @description Attestations that the burst may carry; absent: none */
                        attestations?: ("app-attest" | "app-attest-assertion" | "android-key" | "play-integrity")[];
                        /** @description Wishes that have no effect because the setting of the client on the server does not grant them */
                        declinedWishes?: ("excludedGesture" | "allowClosedEyes")[];
                        /** @description Pictures a second that a copy of the camera's track is asked for */
                        cameraRate?: number;
                        /**
                         * @description Test mode only: what the capture has in place of a camera
                         * @enum {string}
                         */
                        simulatedCamera?: "working" | "denied" | "missing";
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `MEDIA_VIRTUAL_CAMERA_DETECTED`: The reported camera is virtual, by its name or settings, and the service refuses virtual cameras.
             *
             *     `ATTEMPT_SIGNATURE_INVALID`: The upload is not signed with the key that the session is bound to, over what arrived. Nothing was charged.
             *
             *     `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SESSION_EXPIRED`: The session is unknown, used, expired, deleted or of another client. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS`: The attempts of the session are used up. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendFrameAhead: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
                "UQ-Nonce"?: string;
                "UQ-User-ID"?: string;
                "UQ-Device-Info"?: string;
            };
            path: {
                attemptId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description JSON; comes before the files */
                    frames: {
                        /** @description Milliseconds since the attempt was opened */
                        capturedAtMs: number;
                        /**
                         * @description In a burst: the frame of this time was sent ahead, and has no file here
                         * @constant
                         */
                        ahead?: true;
                    }[];
                    /**
                     * Format: binary
                     * @description JPEG or PNG; one file for each entry of `frames` that was not sent ahead, in the same order
                     */
                    frame: Blob;
                    /** @description Signature with the key that the attempt was opened with, base64url; see docs/signed-capture.md */
                    signature?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `ATTEMPT_SIGNATURE_INVALID`: The upload is not signed with the key that the session is bound to, over what arrived. Nothing was charged.
             *
             *     `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ATTEMPT_CONFLICT`: The attempt is unknown, over, or does not expect this upload. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submitBurst: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
                "UQ-Nonce"?: string;
                "UQ-User-ID"?: string;
                "UQ-Device-Info"?: string;
            };
            path: {
                attemptId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description JSON: what the browser told of the pictures of its camera */
                    cameraTrace?: {
                        /** @description Class of the track. That of a camera is `MediaStreamTrack` */
                        trackClass?: string;
                        /** @description The browser lists the device of the track among its cameras */
                        isListed?: boolean;
                        /** @description The track names the group of its device */
                        hasGroup?: boolean;
                        /** @description The track has a range of widths and heights */
                        hasRange?: boolean;
                        /** @description Functions that code of the page has replaced */
                        replaced?: ("getUserMedia" | "enumerateDevices" | "getSettings" | "getCapabilities" | "label" | "toString")[];
                        /** @description Pictures that were counted */
                        pictures: number;
                        /** @description Those of them that had the time at which a camera took them */
                        captureTimes?: number;
                        /** @description Those of them that came from a decoder or from another device */
                        decoded: number;
                        /** @description Median time from picture to picture in milliseconds */
                        intervalMs: number;
                        /** @description Median deviation from it */
                        jitterMs: number;
                        /** @description What a copy of the track did with `cameraRate`: it refused, or the rate that it claims, in pictures a second */
                        rate?: "refused" | number;
                    };
                    /** @description JSON: what vouches for app, device and frames; see docs/signed-capture.md */
                    attestation?: {
                        /** @enum {string} */
                        format: "app-attest" | "app-attest-assertion" | "android-key" | "play-integrity";
                        /**
                         * Format: base64
                         * @description App Attest: the identifier of the key, base64
                         */
                        keyId?: string;
                        /** @description Attestation object, assertion, or certificates with the leaf first, in base64; or the token of Play Integrity */
                        evidence: string[];
                    };
                    /** @description JSON; comes before the files */
                    frames: {
                        /** @description Milliseconds since the attempt was opened */
                        capturedAtMs: number;
                        /**
                         * @description In a burst: the frame of this time was sent ahead, and has no file here
                         * @constant
                         */
                        ahead?: true;
                    }[];
                    /** @description JPEG or PNG; one file for each entry of `frames` that was not sent ahead, in the same order */
                    frame: Blob[];
                    /** @description Signature with the key that the attempt was opened with, base64url; see docs/signed-capture.md */
                    signature?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "passed",
                     *       "result": "..."
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        outcome: "passed";
                        /** @description The signed result, compact JWS (or JWE) */
                        result: string;
                    } | {
                        /** @constant */
                        outcome: "failed";
                        /** @enum {string} */
                        code: "FACE_LIVENESS_FAILED" | "FACE_NO_MATCH";
                        /** @description 0: the session is over */
                        remainingAttempts: number;
                        /** @enum {string} */
                        gestureFault?: "TOO_SMALL" | "TOO_EARLY" | "TOO_LATE" | "MIRRORED" | "WRONG_GESTURE";
                        /**
                         * @description The eyes were closed, and nothing else was wrong
                         * @constant
                         */
                        eyesClosed?: true;
                        /**
                         * @description The most basic one; absent if the pictures were good or nothing is known
                         * @enum {string}
                         */
                        qualityCause?: "TOO_DARK" | "TOO_BRIGHT" | "UNEVEN_LIGHT" | "BLURRED" | "TOO_FAR" | "TOO_CLOSE" | "NOT_FRONTAL";
                        /** @description After a declined gesture: whether its pair is not drawn again in this session */
                        gestureReplaced?: boolean;
                    } | {
                        /** @constant */
                        outcome: "challenged";
                        /** @description To be done in this order */
                        gestures: ("MOVE_CLOSER" | "MOVE_FURTHER" | "TILT_LEFT" | "TILT_RIGHT" | "TURN_LEFT" | "TURN_RIGHT" | "NOD")[];
                        expiresInMs: number;
                        frames: {
                            /** @description Frames wanted */
                            count: number;
                            /** @description Milliseconds from frame to frame */
                            intervalMs: number;
                            /** @description Largest frame, bytes of JPEG */
                            maxBytes: number;
                        };
                        /** @description How far the movements must go, for the guide */
                        targets: {
                            turnDegrees: number;
                            tiltDegrees: number;
                            nodDegrees: number;
                            /** @description Size of the face against the one in the burst */
                            closerRatio: number;
                            /** @description Size of the face against the one in the burst */
                            furtherRatio: number;
                        };
                    } | {
                        /**
                         * @description Only for a capture that has announced `showsLight`
                         * @constant
                         */
                        outcome: "light";
                        /** @description To be shown in this order, without a pause */
                        steps: {
                            colour: string;
                            /** @description How long it is shown, in milliseconds, the change to it included */
                            ms: number;
                        }[];
                        expiresInMs: number;
                        frames: {
                            /** @description Frames wanted */
                            count: number;
                            /** @description Milliseconds from frame to frame */
                            intervalMs: number;
                            /** @description Largest frame, bytes of JPEG */
                            maxBytes: number;
                        };
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `ATTEMPT_SIGNATURE_INVALID`: The upload is not signed with the key that the session is bound to, over what arrived. Nothing was charged.
             *
             *     `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SESSION_EXPIRED`: The session is unknown, used, expired, deleted or of another client. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS`: The attempts of the session are used up.
             *
             *     `ATTEMPT_CONFLICT`: The attempt is unknown, over, or does not expect this upload.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submitLight: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
                "UQ-Nonce"?: string;
                "UQ-User-ID"?: string;
                "UQ-Device-Info"?: string;
            };
            path: {
                attemptId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description JSON; comes before the files */
                    light: {
                        /** @description When the first colour was shown, in milliseconds since the attempt was opened */
                        startedAtMs: number;
                    };
                    /** @description JSON; comes before the files */
                    frames: {
                        /** @description Milliseconds since the attempt was opened */
                        capturedAtMs: number;
                        /**
                         * @description In a burst: the frame of this time was sent ahead, and has no file here
                         * @constant
                         */
                        ahead?: true;
                    }[];
                    /** @description JPEG or PNG; one file for each entry of `frames` that was not sent ahead, in the same order */
                    frame: Blob[];
                    /** @description Signature with the key that the attempt was opened with, base64url; see docs/signed-capture.md */
                    signature?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "passed",
                     *       "result": "..."
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        outcome: "passed";
                        /** @description The signed result, compact JWS (or JWE) */
                        result: string;
                    } | {
                        /** @constant */
                        outcome: "failed";
                        /** @enum {string} */
                        code: "FACE_LIVENESS_FAILED" | "FACE_NO_MATCH";
                        /** @description 0: the session is over */
                        remainingAttempts: number;
                        /** @enum {string} */
                        gestureFault?: "TOO_SMALL" | "TOO_EARLY" | "TOO_LATE" | "MIRRORED" | "WRONG_GESTURE";
                        /**
                         * @description The eyes were closed, and nothing else was wrong
                         * @constant
                         */
                        eyesClosed?: true;
                        /**
                         * @description The most basic one; absent if the pictures were good or nothing is known
                         * @enum {string}
                         */
                        qualityCause?: "TOO_DARK" | "TOO_BRIGHT" | "UNEVEN_LIGHT" | "BLURRED" | "TOO_FAR" | "TOO_CLOSE" | "NOT_FRONTAL";
                        /** @description After a declined gesture: whether its pair is not drawn again in this session */
                        gestureReplaced?: boolean;
                    } | {
                        /** @constant */
                        outcome: "challenged";
                        /** @description To be done in this order */
                        gestures: ("MOVE_CLOSER" | "MOVE_FURTHER" | "TILT_LEFT" | "TILT_RIGHT" | "TURN_LEFT" | "TURN_RIGHT" | "NOD")[];
                        expiresInMs: number;
                        frames: {
                            /** @description Frames wanted */
                            count: number;
                            /** @description Milliseconds from frame to frame */
                            intervalMs: number;
                            /** @description Largest frame, bytes of JPEG */
                            maxBytes: number;
                        };
                        /** @description How far the movements must go, for the guide */
                        targets: {
                            turnDegrees: number;
                            tiltDegrees: number;
                            nodDegrees: number;
                            /** @description Size of the face against the one in the burst */
                            closerRatio: number;
                            /** @description Size of the face against the one in the burst */
                            furtherRatio: number;
                        };
                    } | {
                        /**
                         * @description Only for a capture that has announced `showsLight`
                         * @constant
                         */
                        outcome: "light";
                        /** @description To be shown in this order, without a pause */
                        steps: {
                            colour: string;
                            /** @description How long it is shown, in milliseconds, the change to it included */
                            ms: number;
                        }[];
                        expiresInMs: number;
                        frames: {
                            /** @description Frames wanted */
                            count: number;
                            /** @description Milliseconds from frame to frame */
                            intervalMs: number;
                            /** @description Largest frame, bytes of JPEG */
                            maxBytes: number;
                        };
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `ATTEMPT_SIGNATURE_INVALID`: The upload is not signed with the key that the session is bound to, over what arrived. Nothing was charged.
             *
             *     `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SESSION_EXPIRED`: The session is unknown, used, expired, deleted or of another client. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS`: The attempts of the session are used up.
             *
             *     `ATTEMPT_CONFLICT`: The attempt is unknown, over, or does not expect this upload.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    declineLight: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
                "UQ-Nonce"?: string;
                "UQ-User-ID"?: string;
                "UQ-Device-Info"?: string;
            };
            path: {
                attemptId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "PERSON",
                 *       "signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    reason: "PERSON" | "NOT_SHOWN";
                    /** @description Signature with the key that the attempt was opened with, base64url; see docs/signed-capture.md */
                    signature?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "passed",
                     *       "result": "..."
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        outcome: "passed";
                        /** @description The signed result, compact JWS (or JWE) */
                        result: string;
                    } | {
                        /** @constant */
                        outcome: "failed";
                        /** @enum {string} */
                        code: "FACE_LIVENESS_FAILED" | "FACE_NO_MATCH";
                        /** @description 0: the session is over */
                        remainingAttempts: number;
                        /** @enum {string} */
                        gestureFault?: "TOO_SMALL" | "TOO_EARLY" | "TOO_LATE" | "MIRRORED" | "WRONG_GESTURE";
                        /**
                         * @description The eyes were closed, and nothing else was wrong
                         * @constant
                         */
                        eyesClosed?: true;
                        /**
                         * @description The most basic one; absent if the pictures were good or nothing is known
                         * @enum {string}
                         */
                        qualityCause?: "TOO_DARK" | "TOO_BRIGHT" | "UNEVEN_LIGHT" | "BLURRED" | "TOO_FAR" | "TOO_CLOSE" | "NOT_FRONTAL";
                        /** @description After a declined gesture: whether its pair is not drawn again in this session */
                        gestureReplaced?: boolean;
                    } | {
                        /** @constant */
                        outcome: "challenged";
                        /** @description To be done in this order */
                        gestures: ("MOVE_CLOSER" | "MOVE_FURTHER" | "TILT_LEFT" | "TILT_RIGHT" | "TURN_LEFT" | "TURN_RIGHT" | "NOD")[];
                        expiresInMs: number;
                        frames: {
                            /** @description Frames wanted */
                            count: number;
                            /** @description Milliseconds from frame to frame */
                            intervalMs: number;
                            /** @description Largest frame, bytes of JPEG */
                            maxBytes: number;
                        };
                        /** @description How far the movements must go, for the guide */
                        targets: {
                            turnDegrees: number;
                            tiltDegrees: number;
                            nodDegrees: number;
                            /** @description Size of the face against the one in the burst */
                            closerRatio: number;
                            /** @description Size of the face against the one in the burst */
                            furtherRatio: number;
                        };
                    } | {
                        /**
                         * @description Only for a capture that has announced `showsLight`
                         * @constant
                         */
                        outcome: "light";
                        /** @description To be shown in this order, without a pause */
                        steps: {
                            colour: string;
                            /** @description How long it is shown, in milliseconds, the change to it included */
                            ms: number;
                        }[];
                        expiresInMs: number;
                        frames: {
                            /** @description Frames wanted */
                            count: number;
                            /** @description Milliseconds from frame to frame */
                            intervalMs: number;
                            /** @description Largest frame, bytes of JPEG */
                            maxBytes: number;
                        };
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `ATTEMPT_SIGNATURE_INVALID`: The upload is not signed with the key that the session is bound to, over what arrived. Nothing was charged.
             *
             *     `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SESSION_EXPIRED`: The session is unknown, used, expired, deleted or of another client. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS`: The attempts of the session are used up.
             *
             *     `ATTEMPT_CONFLICT`: The attempt is unknown, over, or does not expect this upload.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submitGestures: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
                "UQ-Nonce"?: string;
                "UQ-User-ID"?: string;
                "UQ-Device-Info"?: string;
            };
            path: {
                attemptId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description JSON; comes before the files */
                    frames: {
                        /** @description Milliseconds since the attempt was opened */
                        capturedAtMs: number;
                        /**
                         * @description In a burst: the frame of this time was sent ahead, and has no file here
                         * @constant
                         */
                        ahead?: true;
                    }[];
                    /** @description JPEG or PNG; one file for each entry of `frames` that was not sent ahead, in the same order */
                    frame: Blob[];
                    /** @description Signature with the key that the attempt was opened with, base64url; see docs/signed-capture.md */
                    signature?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "passed",
                     *       "result": "..."
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        outcome: "passed";
                        /** @description The signed result, compact JWS (or JWE) */
                        result: string;
                    } | {
                        /** @constant */
                        outcome: "failed";
                        /** @enum {string} */
                        code: "FACE_LIVENESS_FAILED" | "FACE_NO_MATCH";
                        /** @description 0: the session is over */
                        remainingAttempts: number;
                        /** @enum {string} */
                        gestureFault?: "TOO_SMALL" | "TOO_EARLY" | "TOO_LATE" | "MIRRORED" | "WRONG_GESTURE";
                        /**
                         * @description The eyes were closed, and nothing else was wrong
                         * @constant
                         */
                        eyesClosed?: true;
                        /**
                         * @description The most basic one; absent if the pictures were good or nothing is known
                         * @enum {string}
                         */
                        qualityCause?: "TOO_DARK" | "TOO_BRIGHT" | "UNEVEN_LIGHT" | "BLURRED" | "TOO_FAR" | "TOO_CLOSE" | "NOT_FRONTAL";
                        /** @description After a declined gesture: whether its pair is not drawn again in this session */
                        gestureReplaced?: boolean;
                    } | {
                        /** @constant */
                        outcome: "challenged";
                        /** @description To be done in this order */
                        gestures: ("MOVE_CLOSER" | "MOVE_FURTHER" | "TILT_LEFT" | "TILT_RIGHT" | "TURN_LEFT" | "TURN_RIGHT" | "NOD")[];
                        expiresInMs: number;
                        frames: {
                            /** @description Frames wanted */
                            count: number;
                            /** @description Milliseconds from frame to frame */
                            intervalMs: number;
                            /** @description Largest frame, bytes of JPEG */
                            maxBytes: number;
                        };
                        /** @description How far the movements must go, for the guide */
                        targets: {
                            turnDegrees: number;
                            tiltDegrees: number;
                            nodDegrees: number;
                            /** @description Size of the face against the one in the burst */
                            closerRatio: number;
                            /** @description Size of the face against the one in the burst */
                            furtherRatio: number;
                        };
                    } | {
                        /**
                         * @description Only for a capture that has announced `showsLight`
                         * @constant
                         */
                        outcome: "light";
                        /** @description To be shown in this order, without a pause */
                        steps: {
                            colour: string;
                            /** @description How long it is shown, in milliseconds, the change to it included */
                            ms: number;
                        }[];
                        expiresInMs: number;
                        frames: {
                            /** @description Frames wanted */
                            count: number;
                            /** @description Milliseconds from frame to frame */
                            intervalMs: number;
                            /** @description Largest frame, bytes of JPEG */
                            maxBytes: number;
                        };
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `ATTEMPT_SIGNATURE_INVALID`: The upload is not signed with the key that the session is bound to, over what arrived. Nothing was charged.
             *
             *     `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SESSION_EXPIRED`: The session is unknown, used, expired, deleted or of another client. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS`: The attempts of the session are used up.
             *
             *     `ATTEMPT_CONFLICT`: The attempt is unknown, over, or does not expect this upload.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    declineGesture: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
                "UQ-Nonce"?: string;
                "UQ-User-ID"?: string;
                "UQ-Device-Info"?: string;
            };
            path: {
                attemptId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "gesture": "MOVE_CLOSER",
                 *       "signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description One of the challenge
                     * @enum {string}
                     */
                    gesture: "MOVE_CLOSER" | "MOVE_FURTHER" | "TILT_LEFT" | "TILT_RIGHT" | "TURN_LEFT" | "TURN_RIGHT" | "NOD";
                    /** @description Signature with the key that the attempt was opened with, base64url; see docs/signed-capture.md */
                    signature?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "passed",
                     *       "result": "..."
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        outcome: "passed";
                        /** @description The signed result, compact JWS (or JWE) */
                        result: string;
                    } | {
                        /** @constant */
                        outcome: "failed";
                        /** @enum {string} */
                        code: "FACE_LIVENESS_FAILED" | "FACE_NO_MATCH";
                        /** @description 0: the session is over */
                        remainingAttempts: number;
                        /** @enum {string} */
                        gestureFault?: "TOO_SMALL" | "TOO_EARLY" | "TOO_LATE" | "MIRRORED" | "WRONG_GESTURE";
                        /**
                         * @description The eyes were closed, and nothing else was wrong
                         * @constant
                         */
                        eyesClosed?: true;
                        /**
                         * @description The most basic one; absent if the pictures were good or nothing is known
                         * @enum {string}
                         */
                        qualityCause?: "TOO_DARK" | "TOO_BRIGHT" | "UNEVEN_LIGHT" | "BLURRED" | "TOO_FAR" | "TOO_CLOSE" | "NOT_FRONTAL";
                        /** @description After a declined gesture: whether its pair is not drawn again in this session */
                        gestureReplaced?: boolean;
                    } | {
                        /** @constant */
                        outcome: "challenged";
                        /** @description To be done in this order */
                        gestures: ("MOVE_CLOSER" | "MOVE_FURTHER" | "TILT_LEFT" | "TILT_RIGHT" | "TURN_LEFT" | "TURN_RIGHT" | "NOD")[];
                        expiresInMs: number;
                        frames: {
                            /** @description Frames wanted */
                            count: number;
                            /** @description Milliseconds from frame to frame */
                            intervalMs: number;
                            /** @description Largest frame, bytes of JPEG */
                            maxBytes: number;
                        };
                        /** @description How far the movements must go, for the guide */
                        targets: {
                            turnDegrees: number;
                            tiltDegrees: number;
                            nodDegrees: number;
                            /** @description Size of the face against the one in the burst */
                            closerRatio: number;
                            /** @description Size of the face against the one in the burst */
                            furtherRatio: number;
                        };
                    } | {
                        /**
                         * @description Only for a capture that has announced `showsLight`
                         * @constant
                         */
                        outcome: "light";
                        /** @description To be shown in this order, without a pause */
                        steps: {
                            colour: string;
                            /** @description How long it is shown, in milliseconds, the change to it included */
                            ms: number;
                        }[];
                        expiresInMs: number;
                        frames: {
                            /** @description Frames wanted */
                            count: number;
                            /** @description Milliseconds from frame to frame */
                            intervalMs: number;
                            /** @description Largest frame, bytes of JPEG */
                            maxBytes: number;
                        };
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `ATTEMPT_SIGNATURE_INVALID`: The upload is not signed with the key that the session is bound to, over what arrived. Nothing was charged.
             *
             *     `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SESSION_EXPIRED`: The session is unknown, used, expired, deleted or of another client. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS`: The attempts of the session are used up.
             *
             *     `ATTEMPT_CONFLICT`: The attempt is unknown, over, or does not expect this upload.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
                "UQ-Nonce"?: string;
                "UQ-User-ID"?: string;
                "UQ-Device-Info"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jwt": string;
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `SESSION_EXPIRED`: The session is unknown, used, expired, deleted or of another client.
             *
             *     `NOT_FOUND`: Not found, or deleted.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    handOverSession: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
                "UQ-Nonce"?: string;
                "UQ-User-ID"?: string;
                "UQ-Device-Info"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "deviceKey": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M",
                 *       "locale": "...",
                 *       "appearanceMode": "SYSTEM",
                 *       "options": {
                 *         "minimumMatchLevel": 1,
                 *         "maxAttempts": 1,
                 *         "allowClosedEyes": true,
                 *         "activeLiveness": true,
                 *         "excludedGesture": "FACE_MOVE",
                 *         "obfuscationType": "FILLED",
                 *         "lightChallenge": "off",
                 *         "attestationKeyId": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M="
                 *       },
                 *       "captureKey": {
                 *         "kty": "EC",
                 *         "crv": "P-256",
                 *         "x": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M",
                 *         "y": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M"
                 *       },
                 *       "signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                 *     }
                 */
                "application/json": {
                    /** @description Random, made and kept by the device: what it hands over, it can follow */
                    deviceKey: string;
                    /** @description BCP 47 language of the page; the browser's unless given */
                    locale?: string;
                    /** @enum {string} */
                    appearanceMode?: "SYSTEM" | "LIGHT" | "DARK";
                    /** @description Wishes for the attempts, as in `openAttempt` */
                    options?: {
                        /**
                         * @description 1 (lowest) to 5; 3 is a false match rate of 1e-4 on the calibration data
                         * @enum {number}
                         */
                        minimumMatchLevel?: 1 | 2 | 3 | 4 | 5;
                        maxAttempts?: number;
                        allowClosedEyes?: boolean;
                        activeLiveness?: boolean;
                        /** @enum {string} */
                        excludedGesture?: "FACE_MOVE" | "FACE_TILT" | "FACE_TURN";
                        /** @enum {string} */
                        obfuscationType?: "FILLED" | "FILLED_WHITE" | "BLURRED";
                        /**
                         * @description Only stricter than the setting of the client. Not measured on people yet
                         * @enum {string}
                         */
                        lightChallenge?: "off" | "offer" | "require";
                        /**
                         * Format: base64
                         * @description The key of App Attest that the app has, base64
                         */
                        attestationKeyId?: string;
                    };
                    /** @description The key that the session is bound to, if an attempt was opened with one */
                    captureKey?: {
                        /** @constant */
                        kty: "EC";
                        /** @constant */
                        crv: "P-256";
                        /** @description 32 bytes, base64url */
                        x: string;
                        /** @description 32 bytes, base64url */
                        y: string;
                    };
                    /** @description Signature with the key that the attempt was opened with, base64url; see docs/signed-capture.md */
                    signature?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "...",
                     *       "qrSVG": "...",
                     *       "code": "...",
                     *       "expiresAt": "2026-03-01T12:00:00Z",
                     *       "token": "..."
                     *     }
                     */
                    "application/json": {
                        /** @description For the other device. Its fragment is the secret of the hand-off: it is answered this once */
                        url: string;
                        /** @description The QR code of the URL as SVG */
                        qrSVG: string;
                        /** @description One word and two digits. Both devices show it, so that a code relayed by somebody else is noticed */
                        code: string;
                        /**
                         * Format: date-time
                         * @description Until when it can be opened
                         */
                        expiresAt: string;
                        /** @description With `deviceKey` it follows the hand-off (`getHandOff`, `followHandOff`) and gets its result. It is answered this once */
                        token: string;
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session.
             *
             *     `ATTEMPT_SIGNATURE_INVALID`: The upload is not signed with the key that the session is bound to, over what arrived. Nothing was charged.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SESSION_EXPIRED`: The session is unknown, used, expired, deleted or of another client. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeHandOff: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
                "UQ-Nonce"?: string;
                "UQ-User-ID"?: string;
                "UQ-Device-Info"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHandOffResult: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
                "UQ-Nonce"?: string;
                "UQ-User-ID"?: string;
                "UQ-Device-Info"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M",
                 *       "deviceKey": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M"
                 *     }
                 */
                "application/json": {
                    /** @description The fragment of the link's URL */
                    token: string;
                    /** @description Random, made and kept by the device: what it hands over, it can follow */
                    deviceKey: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jwt": string;
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getResult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jwt": string;
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getResultByHeader: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jwt": string;
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                imageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": Blob;
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTestImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                imageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": Blob;
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                since?: string;
                limit?: number;
            };
            header?: {
                "UQ-Session-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "receivedAt": "2026-03-01T12:00:00Z",
                     *           "category": "SDK",
                     *           "event": "INIT",
                     *           "status": "SUCCESS",
                     *           "page": "FACE",
                     *           "statusCode": "USER_CANCEL",
                     *           "statusMessage": "...",
                     *           "timestamp": "2026-03-01T12:00:00Z",
                     *           "deviceIdentifier": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        events: {
                            /** Format: date-time */
                            receivedAt: string;
                            /** @enum {string} */
                            category: "SDK" | "FACE_SESSION";
                            /** @enum {string} */
                            event: "INIT" | "VIEW" | "START" | "IN_PROGRESS" | "COMPLETE" | "SKIP" | "FINISH";
                            /** @enum {string} */
                            status?: "SUCCESS" | "FAILURE";
                            /** @constant */
                            page?: "FACE";
                            /** @enum {string} */
                            statusCode?: "USER_CANCEL" | "SESSION_EXPIRED" | "UNEXPECTED_ERROR" | "CAMERA_NOT_AVAILABLE" | "CAMERA_PERMISSION_NOT_GRANTED" | "FACE_LIVENESS_FAILED" | "FACE_NO_MATCH" | "FACE_TIMEOUT" | "FACE_RECOGNITION_TOO_MANY_ATTEMPTS" | "FACE_INCORRECT_POSITION_DETECTED" | "FACE_INCORRECT_DISTANCE_DETECTED" | "FACE_DARK_ENVIRONMENT_DETECTED" | "FACE_BLUR_DETECTED" | "FACE_MOUTH_COVER_DETECTED" | "FACE_EYES_COVER_DETECTED" | "FACE_EYES_CLOSED_DETECTED" | "FACE_SPOTLIGHT_DETECTED" | "FACE_SHADOW_DETECTED" | "FACE_EYES_SHADOW_DETECTED" | "FACE_MULTIPLE_FACES_DETECTED" | "FACE_LIVENESS_MOVE_CLOSER" | "FACE_LIVENESS_MOVE_FURTHER" | "FACE_LIVENESS_TILT_LEFT" | "FACE_LIVENESS_TILT_RIGHT" | "FACE_LIVENESS_TURN_LEFT" | "FACE_LIVENESS_TURN_RIGHT" | "FACE_LIVENESS_NOD";
                            statusMessage?: string;
                            /** @description UTC, whole seconds */
                            timestamp: string;
                            /**
                             * Format: uuid
                             * @description Random, one per installation
                             */
                            deviceIdentifier?: string;
                        }[];
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         {
                 *           "category": "SDK",
                 *           "event": "INIT",
                 *           "status": "SUCCESS",
                 *           "sessionId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                 *           "page": "FACE",
                 *           "statusCode": "USER_CANCEL",
                 *           "statusMessage": "...",
                 *           "timestamp": "2026-03-01T12:00:00Z",
                 *           "deviceIdentifier": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    events: {
                        /** @enum {string} */
                        category: "SDK" | "FACE_SESSION";
                        /** @enum {string} */
                        event: "INIT" | "VIEW" | "START" | "IN_PROGRESS" | "COMPLETE" | "SKIP" | "FINISH";
                        /** @enum {string} */
                        status?: "SUCCESS" | "FAILURE";
                        /** Format: uuid */
                        sessionId?: string;
                        /** @constant */
                        page?: "FACE";
                        /** @enum {string} */
                        statusCode?: "USER_CANCEL" | "SESSION_EXPIRED" | "UNEXPECTED_ERROR" | "CAMERA_NOT_AVAILABLE" | "CAMERA_PERMISSION_NOT_GRANTED" | "FACE_LIVENESS_FAILED" | "FACE_NO_MATCH" | "FACE_TIMEOUT" | "FACE_RECOGNITION_TOO_MANY_ATTEMPTS" | "FACE_INCORRECT_POSITION_DETECTED" | "FACE_INCORRECT_DISTANCE_DETECTED" | "FACE_DARK_ENVIRONMENT_DETECTED" | "FACE_BLUR_DETECTED" | "FACE_MOUTH_COVER_DETECTED" | "FACE_EYES_COVER_DETECTED" | "FACE_EYES_CLOSED_DETECTED" | "FACE_SPOTLIGHT_DETECTED" | "FACE_SHADOW_DETECTED" | "FACE_EYES_SHADOW_DETECTED" | "FACE_MULTIPLE_FACES_DETECTED" | "FACE_LIVENESS_MOVE_CLOSER" | "FACE_LIVENESS_MOVE_FURTHER" | "FACE_LIVENESS_TILT_LEFT" | "FACE_LIVENESS_TILT_RIGHT" | "FACE_LIVENESS_TURN_LEFT" | "FACE_LIVENESS_TURN_RIGHT" | "FACE_LIVENESS_NOD";
                        statusMessage?: string;
                        /** @description UTC, whole seconds */
                        timestamp: string;
                        /**
                         * Format: uuid
                         * @description Random, one per installation
                         */
                        deviceIdentifier?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getV2Result: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
                "UQ-Nonce"?: string;
                "UQ-User-ID"?: string;
                "UQ-Device-Info"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /**
             * @description `SESSION_EXPIRED_OR_NOT_FOUND`: The session is unknown, used, expired, deleted or of another client.
             *
             *     `INVALID_CONFIG`: The request does not have the documented shape; `detail` names the field.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
        };
    };
    submitV2Match: {
        parameters: {
            query?: never;
            header: {
                "UQ-Session-ID": string;
                "UQ-Nonce"?: string;
                "UQ-User-ID"?: string;
                "UQ-Device-Info"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "liveImage1": "...",
                 *       "liveImage2": "...",
                 *       "camera": {
                 *         "label": "...",
                 *         "width": 1,
                 *         "height": 1,
                 *         "frameRate": 1,
                 *         "facingMode": "..."
                 *       }
                 *     }
                 */
                "application/json": {
                    liveImage1: string;
                    liveImage2: string;
                    camera?: {
                        label?: string;
                        width?: number;
                        height?: number;
                        frameRate?: number;
                        facingMode?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /**
             * @description `FACE_LIVENESS_FAILED`: The pictures do not show a living person.
             *
             *     `FACE_NO_MATCH`: The face is not the one of the reference photo.
             *
             *     `SESSION_INVALIDATED_TOO_MANY_ATTEMPTS`: The attempts of the session are used up.
             *
             *     `PHOTO_MISSING`: No picture was sent where one is required.
             *
             *     `PHOTO_INVALID`: The picture cannot be decoded: it is damaged, truncated or has too many pixels.
             *
             *     `SESSION_EXPIRED_OR_NOT_FOUND`: The session is unknown, used, expired, deleted or of another client.
             *
             *     `ATTEMPT_CONFLICT`: The attempt is unknown, over, or does not expect this upload.
             *
             *     `SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS`: The attempts of the session are used up.
             *
             *     `INVALID_CONFIG`: The request does not have the documented shape; `detail` names the field.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
            /**
             * @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session.
             *
             *     `MEDIA_VIRTUAL_CAMERA_DETECTED`: The reported camera is virtual, by its name or settings, and the service refuses virtual cameras.
             *
             *     `ATTEMPT_SIGNATURE_INVALID`: The upload is not signed with the key that the session is bound to, over what arrived. Nothing was charged.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "...",
                     *       "message": "..."
                     *     }
                     */
                    "application/json": {
                        error: string;
                        message: string;
                    };
                };
            };
        };
    };
    createEnrollment: {
        parameters: {
            query?: never;
            header?: {
                "UQ-User-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "idPhoto": "..."
                 *     }
                 */
                "application/json": {
                    idPhoto: string;
                } | {
                    /** Format: uuid */
                    sessionId: string;
                };
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description JPEG, PNG, JPEG 2000, WebP or AVIF, at most 5 MB; the service may accept fewer formats
                     */
                    idPhoto: Blob;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "enrollmentIdentifier": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11"
                     *     }
                     */
                    "application/json": {
                        /** Format: uuid */
                        enrollmentIdentifier: string;
                    };
                };
            };
            /**
             * @description `PHOTO_MISSING`: No picture was sent where one is required.
             *
             *     `PHOTO_INVALID`: The picture cannot be decoded: it is damaged, truncated or has too many pixels.
             *
             *     `FACE_NOT_FOUND`: No face was found in the picture.
             *
             *     `MULTIPLE_FACES`: The picture has more than one face of similar size.
             *
             *     `FACE_TOO_SMALL`: The face in the picture has too few pixels to be compared.
             *
             *     `FACE_TOO_BLURRED`: The face in the picture is too blurred to be compared.
             *
             *     `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteEnrollment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                enrollmentIdentifier: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRecovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enrollmentIdentifier": "..."
                 *     }
                 */
                "application/json": {
                    enrollmentIdentifier: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                     *       "quality": {
                     *         "unifiedQualityScore": 1,
                     *         "singleFacePresent": 1,
                     *         "interEyeDistance": 1,
                     *         "headSize": 1,
                     *         "luminanceMean": 1,
                     *         "luminanceVariance": 1,
                     *         "underExposurePrevention": 1,
                     *         "overExposurePrevention": 1,
                     *         "dynamicRange": 1,
                     *         "illuminationUniformity": 1,
                     *         "sharpness": 1,
                     *         "eyesOpen": 1,
                     *         "eyesVisible": 1,
                     *         "mouthOcclusionPrevention": 1,
                     *         "mouthClosed": 1
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** Format: uuid */
                        sessionId: string;
                        /** @description Measures named after ISO/IEC 29794-5: aligned, not conformant */
                        quality?: {
                            /** @description 0 to 100 over all; absent with a recognition model of your own */
                            unifiedQualityScore?: number;
                            /** @description 1: no second face; 0: a second face as large as the first */
                            singleFacePresent: number;
                            /** @description pixels between the eyes */
                            interEyeDistance: number;
                            /** @description distance from eyes to chin over the height of the picture */
                            headSize: number;
                            /** @description of the face, 0 black to 1 white */
                            luminanceMean: number;
                            luminanceVariance: number;
                            /** @description 1 less the share of nearly black pixels of the face */
                            underExposurePrevention: number;
                            /** @description 1 less the share of burnt-out pixels of the face */
                            overExposurePrevention: number;
                            /** @description bits, 0 to 8 */
                            dynamicRange: number;
                            /** @description 0 one half of the face dark, 1 both lit alike */
                            illuminationUniformity: number;
                            /** @description fine detail over contrast; photos below 0.055 are refused */
                            sharpness: number;
                            eyesOpen: number;
                            /** @description 0 hidden or in deep shadow, 1 as bright as the cheeks */
                            eyesVisible: number;
                            /** @description 0 covered by another colour, 1 free */
                            mouthOcclusionPrevention: number;
                            /** @description distance of the lips over the distance from eyes to chin: 0 closed */
                            mouthClosed: number;
                        };
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "idPhoto": "...",
                 *       "sessionId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                 *       "enrollmentIdentifier": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                 *       "outcome": "pass",
                 *       "expiresIn": 60,
                 *       "returnURL": "...",
                 *       "state": "...",
                 *       "locale": "...",
                 *       "appearanceMode": "SYSTEM",
                 *       "nonce": "...",
                 *       "userIdentifier": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                 *       "options": {
                 *         "minimumMatchLevel": 1,
                 *         "maxAttempts": 1,
                 *         "allowClosedEyes": true,
                 *         "activeLiveness": true,
                 *         "excludedGesture": "FACE_MOVE",
                 *         "obfuscationType": "FILLED",
                 *         "lightChallenge": "off",
                 *         "attestationKeyId": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M="
                 *       },
                 *       "allowHandOff": "never"
                 *     }
                 */
                "application/json": {
                    /** @description JPEG, PNG, JPEG 2000, WebP or AVIF in base64 */
                    idPhoto?: string;
                    /**
                     * Format: uuid
                     * @description In place of a photo: a session that is open. The link ends with it
                     */
                    sessionId?: string;
                    /**
                     * Format: uuid
                     * @description In place of a photo: an enrolled face
                     */
                    enrollmentIdentifier?: string;
                    /**
                     * @description Test clients only: how the session ends; default pass
                     * @enum {string}
                     */
                    outcome?: "pass" | "pass_second" | "no_match" | "liveness_failed" | "gestures" | "gestures_failed" | "light" | "slow" | "expired" | "camera_denied" | "camera_missing" | "virtual_camera";
                    /**
                     * @description Seconds in which the person can start
                     * @default 86400
                     */
                    expiresIn?: number;
                    /** @description Where the page sends the person at the end, with `link`, `status` and `state`; its origin is registered for the client */
                    returnURL?: string;
                    /** @description Handed back with `returnURL` */
                    state?: string;
                    /** @description BCP 47 language of the page; the browser's unless given */
                    locale?: string;
                    /** @enum {string} */
                    appearanceMode?: "SYSTEM" | "LIGHT" | "DARK";
                    /** @description Echoed in the result */
                    nonce?: string;
                    /**
                     * Format: uuid
                     * @description The customer's own id of the user: an erasure of the user deletes the link
                     */
                    userIdentifier?: string;
                    /** @description Wishes for the attempts, as in `openAttempt` */
                    options?: {
                        /**
                         * @description 1 (lowest) to 5; 3 is a false match rate of 1e-4 on the calibration data
                         * @enum {number}
                         */
                        minimumMatchLevel?: 1 | 2 | 3 | 4 | 5;
                        maxAttempts?: number;
                        allowClosedEyes?: boolean;
                        activeLiveness?: boolean;
                        /** @enum {string} */
                        excludedGesture?: "FACE_MOVE" | "FACE_TILT" | "FACE_TURN";
                        /** @enum {string} */
                        obfuscationType?: "FILLED" | "FILLED_WHITE" | "BLURRED";
                        /**
                         * @description Only stricter than the setting of the client. Not measured on people yet
                         * @enum {string}
                         */
                        lightChallenge?: "off" | "offer" | "require";
                        /**
                         * Format: base64
                         * @description The key of App Attest that the app has, base64
                         */
                        attestationKeyId?: string;
                    };
                    /**
                     * @description Whether the person may go on with another device
                     * @default never
                     * @enum {string}
                     */
                    allowHandOff?: "never" | "offer" | "only";
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "linkId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                     *       "sessionId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                     *       "url": "...",
                     *       "expiresAt": "2026-03-01T12:00:00Z",
                     *       "qrSVG": "...",
                     *       "frameURL": "...",
                     *       "quality": {
                     *         "unifiedQualityScore": 1,
                     *         "singleFacePresent": 1,
                     *         "interEyeDistance": 1,
                     *         "headSize": 1,
                     *         "luminanceMean": 1,
                     *         "luminanceVariance": 1,
                     *         "underExposurePrevention": 1,
                     *         "overExposurePrevention": 1,
                     *         "dynamicRange": 1,
                     *         "illuminationUniformity": 1,
                     *         "sharpness": 1,
                     *         "eyesOpen": 1,
                     *         "eyesVisible": 1,
                     *         "mouthOcclusionPrevention": 1,
                     *         "mouthClosed": 1
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** Format: uuid */
                        linkId: string;
                        /**
                         * Format: uuid
                         * @description Of the session that is made when the person starts: what the result names
                         */
                        sessionId: string;
                        /** @description For the person. Its fragment is the secret of the link: it is answered this once */
                        url: string;
                        /** Format: date-time */
                        expiresAt: string;
                        /** @description The QR code of the URL as SVG, for a screen that a phone looks at */
                        qrSVG: string;
                        /** @description The same link for a frame, where the operator has registered origins for that */
                        frameURL?: string;
                        /** @description Measures named after ISO/IEC 29794-5: aligned, not conformant */
                        quality?: {
                            /** @description 0 to 100 over all; absent with a recognition model of your own */
                            unifiedQualityScore?: number;
                            /** @description 1: no second face; 0: a second face as large as the first */
                            singleFacePresent: number;
                            /** @description pixels between the eyes */
                            interEyeDistance: number;
                            /** @description distance from eyes to chin over the height of the picture */
                            headSize: number;
                            /** @description of the face, 0 black to 1 white */
                            luminanceMean: number;
                            luminanceVariance: number;
                            /** @description 1 less the share of nearly black pixels of the face */
                            underExposurePrevention: number;
                            /** @description 1 less the share of burnt-out pixels of the face */
                            overExposurePrevention: number;
                            /** @description bits, 0 to 8 */
                            dynamicRange: number;
                            /** @description 0 one half of the face dark, 1 both lit alike */
                            illuminationUniformity: number;
                            /** @description fine detail over contrast; photos below 0.055 are refused */
                            sharpness: number;
                            eyesOpen: number;
                            /** @description 0 hidden or in deep shadow, 1 as bright as the cheeks */
                            eyesVisible: number;
                            /** @description 0 covered by another colour, 1 free */
                            mouthOcclusionPrevention: number;
                            /** @description distance of the lips over the distance from eyes to chin: 0 closed */
                            mouthClosed: number;
                        };
                    };
                };
            };
            /**
             * @description `PHOTO_MISSING`: No picture was sent where one is required.
             *
             *     `PHOTO_INVALID`: The picture cannot be decoded: it is damaged, truncated or has too many pixels.
             *
             *     `FACE_NOT_FOUND`: No face was found in the picture.
             *
             *     `MULTIPLE_FACES`: The picture has more than one face of similar size.
             *
             *     `FACE_TOO_SMALL`: The face in the picture has too few pixels to be compared.
             *
             *     `FACE_TOO_BLURRED`: The face in the picture is too blurred to be compared.
             *
             *     `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                linkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "linkId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                     *       "sessionId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                     *       "status": "created",
                     *       "createdAt": "2026-03-01T12:00:00Z",
                     *       "expiresAt": "2026-03-01T12:00:00Z",
                     *       "openedAt": "2026-03-01T12:00:00Z",
                     *       "startedAt": "2026-03-01T12:00:00Z",
                     *       "jwsResult": "..."
                     *     }
                     */
                    "application/json": {
                        /** Format: uuid */
                        linkId: string;
                        /** Format: uuid */
                        sessionId: string;
                        /** @enum {string} */
                        status: "created" | "opened" | "started" | "passed" | "failed" | "ended" | "expired";
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        expiresAt: string;
                        /** Format: date-time */
                        openedAt?: string;
                        /** Format: date-time */
                        startedAt?: string;
                        /** @description The signed result of a session that passed or failed, as long as it is kept */
                        jwsResult?: string;
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                linkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHORIZED`: The access token is missing, malformed, expired or not from this service. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M",
                 *       "framedFor": "..."
                 *     }
                 */
                "application/json": {
                    /** @description The fragment of the link's URL */
                    token: string;
                    /** @description The client whose origins may frame the page, where it is in a frame */
                    framedFor?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "created",
                     *       "name": "...",
                     *       "logo": "...",
                     *       "privacyURL": "...",
                     *       "consentVersion": "...",
                     *       "selfieKeptSeconds": 1,
                     *       "locale": "...",
                     *       "appearanceMode": "SYSTEM",
                     *       "returnURL": "...",
                     *       "allowHandOff": "never",
                     *       "frame": {
                     *         "linkId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                     *         "state": "...",
                     *         "origins": [
                     *           "..."
                     *         ]
                     *       },
                     *       "test": true
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "created" | "opened" | "started" | "passed" | "failed" | "ended" | "expired";
                        /** @description Who asks */
                        name: string;
                        /** @description Data URL */
                        logo?: string;
                        privacyURL?: string;
                        /** @description The person must consent; this goes with the start */
                        consentVersion?: string;
                        selfieKeptSeconds: number;
                        locale?: string;
                        /** @enum {string} */
                        appearanceMode?: "SYSTEM" | "LIGHT" | "DARK";
                        /** @description With `link`, `status` and `state`, as the status is now */
                        returnURL?: string;
                        /**
                         * @description `never` for the device that opened a hand-off
                         * @enum {string}
                         */
                        allowHandOff: "never" | "offer" | "only";
                        /** @description Answered to `framedFor`: what the page tells the page around it, and the only origins that it tells */
                        frame?: {
                            /** Format: uuid */
                            linkId: string;
                            state?: string;
                            origins: string[];
                        };
                        /** @constant */
                        test?: true;
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M",
                 *       "deviceKey": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M",
                 *       "consentVersion": "..."
                 *     }
                 */
                "application/json": {
                    /** @description The fragment of the link's URL */
                    token: string;
                    /** @description Random, made and kept by the device: the first key that starts the link can go on, no other can */
                    deviceKey: string;
                    /** @description As `openLink` answered it, if the person consents */
                    consentVersion?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "started",
                     *       "accessToken": "...",
                     *       "sessionId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                     *       "nonce": "...",
                     *       "userIdentifier": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                     *       "options": {
                     *         "minimumMatchLevel": 1,
                     *         "maxAttempts": 1,
                     *         "allowClosedEyes": true,
                     *         "activeLiveness": true,
                     *         "excludedGesture": "FACE_MOVE",
                     *         "obfuscationType": "FILLED",
                     *         "lightChallenge": "off",
                     *         "attestationKeyId": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M="
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        outcome: "started";
                        /** @description Bound to the session */
                        accessToken: string;
                        /** Format: uuid */
                        sessionId: string;
                        nonce?: string;
                        /** Format: uuid */
                        userIdentifier?: string;
                        options: {
                            /**
                             * @description 1 (lowest) to 5; 3 is a false match rate of 1e-4 on the calibration data
                             * @enum {number}
                             */
                            minimumMatchLevel?: 1 | 2 | 3 | 4 | 5;
                            maxAttempts?: number;
                            allowClosedEyes?: boolean;
                            activeLiveness?: boolean;
                            /** @enum {string} */
                            excludedGesture?: "FACE_MOVE" | "FACE_TILT" | "FACE_TURN";
                            /** @enum {string} */
                            obfuscationType?: "FILLED" | "FILLED_WHITE" | "BLURRED";
                            /**
                             * @description Only stricter than the setting of the client. Not measured on people yet
                             * @enum {string}
                             */
                            lightChallenge?: "off" | "offer" | "require";
                            /**
                             * Format: base64
                             * @description The key of App Attest that the app has, base64
                             */
                            attestationKeyId?: string;
                        };
                    } | {
                        /**
                         * @description Another device has started the link
                         * @constant
                         */
                        outcome: "used";
                    } | {
                        /**
                         * @description The link has expired, or its session has ended
                         * @constant
                         */
                        outcome: "over";
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createHandOff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M",
                 *       "deviceKey": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M"
                 *     }
                 */
                "application/json": {
                    /** @description The fragment of the link's URL */
                    token: string;
                    /** @description Random, made and kept by the device: what it hands over, it can follow */
                    deviceKey: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "...",
                     *       "qrSVG": "...",
                     *       "code": "...",
                     *       "expiresAt": "2026-03-01T12:00:00Z"
                     *     }
                     */
                    "application/json": {
                        /** @description For the other device. Its fragment is the secret of the hand-off: it is answered this once */
                        url: string;
                        /** @description The QR code of the URL as SVG */
                        qrSVG: string;
                        /** @description One word and two digits. Both devices show it, so that a code relayed by somebody else is noticed */
                        code: string;
                        /**
                         * Format: date-time
                         * @description Until when it can be opened
                         */
                        expiresAt: string;
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHandOff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M",
                 *       "deviceKey": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M"
                 *     }
                 */
                "application/json": {
                    /** @description The fragment of the link's URL */
                    token: string;
                    /** @description Random, made and kept by the device: what it hands over, it can follow */
                    deviceKey: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "created",
                     *       "handOff": "none",
                     *       "failedAttempts": 1,
                     *       "code": "..."
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "created" | "opened" | "started" | "passed" | "failed" | "ended" | "expired";
                        /** @enum {string} */
                        handOff: "none" | "waiting" | "opened" | "expired";
                        failedAttempts: number;
                        /** @description One word and two digits. Both devices show it, so that a code relayed by somebody else is noticed */
                        code?: string;
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followHandOff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M",
                 *       "deviceKey": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M"
                 *     }
                 */
                "application/json": {
                    /** @description The fragment of the link's URL */
                    token: string;
                    /** @description Random, made and kept by the device: what it hands over, it can follow */
                    deviceKey: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @enum {string} */
                        status: "created" | "opened" | "started" | "passed" | "failed" | "ended" | "expired";
                        /** @enum {string} */
                        handOff: "none" | "waiting" | "opened" | "expired";
                        failedAttempts: number;
                        /** @description One word and two digits. Both devices show it, so that a code relayed by somebody else is noticed */
                        code?: string;
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openHandOff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "handOff": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M",
                 *       "deviceKey": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M"
                 *     }
                 */
                "application/json": {
                    /** @description The fragment of the hand-off's URL, without the `h.` before it */
                    handOff: string;
                    /** @description Random, made and kept by the device: the first key that starts the link can go on, no other can */
                    deviceKey: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "opened",
                     *       "code": "...",
                     *       "link": {
                     *         "status": "created",
                     *         "name": "...",
                     *         "logo": "...",
                     *         "privacyURL": "...",
                     *         "consentVersion": "...",
                     *         "selfieKeptSeconds": 1,
                     *         "locale": "...",
                     *         "appearanceMode": "SYSTEM",
                     *         "returnURL": "...",
                     *         "allowHandOff": "never",
                     *         "frame": {
                     *           "linkId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                     *           "state": "...",
                     *           "origins": [
                     *             "..."
                     *           ]
                     *         },
                     *         "test": true
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        outcome: "opened";
                        /** @description One word and two digits. Both devices show it, so that a code relayed by somebody else is noticed */
                        code: string;
                        link: {
                            /** @enum {string} */
                            status: "created" | "opened" | "started" | "passed" | "failed" | "ended" | "expired";
                            /** @description Who asks */
                            name: string;
                            /** @description Data URL */
                            logo?: string;
                            privacyURL?: string;
                            /** @description The person must consent; this goes with the start */
                            consentVersion?: string;
                            selfieKeptSeconds: number;
                            locale?: string;
                            /** @enum {string} */
                            appearanceMode?: "SYSTEM" | "LIGHT" | "DARK";
                            /** @description With `link`, `status` and `state`, as the status is now */
                            returnURL?: string;
                            /**
                             * @description `never` for the device that opened a hand-off
                             * @enum {string}
                             */
                            allowHandOff: "never" | "offer" | "only";
                            /** @description Answered to `framedFor`: what the page tells the page around it, and the only origins that it tells */
                            frame?: {
                                /** Format: uuid */
                                linkId: string;
                                state?: string;
                                origins: string[];
                            };
                            /** @constant */
                            test?: true;
                        };
                    } | {
                        /**
                         * @description Another device has opened the hand-off
                         * @constant
                         */
                        outcome: "used";
                    } | {
                        /**
                         * @description The hand-off or the link has expired, or the session has started elsewhere
                         * @constant
                         */
                        outcome: "over";
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startHandOff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "handOff": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M",
                 *       "deviceKey": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M",
                 *       "consentVersion": "..."
                 *     }
                 */
                "application/json": {
                    /** @description The fragment of the hand-off's URL, without the `h.` before it */
                    handOff: string;
                    /** @description Random, made and kept by the device: the first key that starts the link can go on, no other can */
                    deviceKey: string;
                    /** @description As `openLink` answered it, if the person consents */
                    consentVersion?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "started",
                     *       "accessToken": "...",
                     *       "sessionId": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                     *       "nonce": "...",
                     *       "userIdentifier": "7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11",
                     *       "options": {
                     *         "minimumMatchLevel": 1,
                     *         "maxAttempts": 1,
                     *         "allowClosedEyes": true,
                     *         "activeLiveness": true,
                     *         "excludedGesture": "FACE_MOVE",
                     *         "obfuscationType": "FILLED",
                     *         "lightChallenge": "off",
                     *         "attestationKeyId": "q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M="
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        outcome: "started";
                        /** @description Bound to the session */
                        accessToken: string;
                        /** Format: uuid */
                        sessionId: string;
                        nonce?: string;
                        /** Format: uuid */
                        userIdentifier?: string;
                        options: {
                            /**
                             * @description 1 (lowest) to 5; 3 is a false match rate of 1e-4 on the calibration data
                             * @enum {number}
                             */
                            minimumMatchLevel?: 1 | 2 | 3 | 4 | 5;
                            maxAttempts?: number;
                            allowClosedEyes?: boolean;
                            activeLiveness?: boolean;
                            /** @enum {string} */
                            excludedGesture?: "FACE_MOVE" | "FACE_TILT" | "FACE_TURN";
                            /** @enum {string} */
                            obfuscationType?: "FILLED" | "FILLED_WHITE" | "BLURRED";
                            /**
                             * @description Only stricter than the setting of the client. Not measured on people yet
                             * @enum {string}
                             */
                            lightChallenge?: "off" | "offer" | "require";
                            /**
                             * Format: base64
                             * @description The key of App Attest that the app has, base64
                             */
                            attestationKeyId?: string;
                        };
                    } | {
                        /**
                         * @description Another device has started the link
                         * @constant
                         */
                        outcome: "used";
                    } | {
                        /**
                         * @description The link has expired, or its session has ended
                         * @constant
                         */
                        outcome: "over";
                    };
                };
            };
            /** @description `INVALID_REQUEST`: The request does not have the documented shape; `detail` names the field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: The access token lacks the scope of this call, or is bound to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: Not found, or deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request or one of its pictures is larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The picture is animated or has a format that is not accepted, or the request has another content type than documented. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests. `Retry-After` has the seconds to wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNEXPECTED_ERROR`: The service failed. Its log has the cause under the request identifier. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `BUSY`: The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
