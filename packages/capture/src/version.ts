/** Of this package, as the service sees it. Checked against package.json by a test. */
export const SDK_VERSION = '0.1.0';
export const SDK_TYPE = 'FACE_SESSION';
