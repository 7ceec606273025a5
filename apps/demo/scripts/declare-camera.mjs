// Declares the camera in the native projects, as packages/plugin/README.md asks every app to. Capacitor's command runs it after each
// `cap add` and `cap sync`; a project that declares it already stays as it is.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const app = process.env['CAPACITOR_ROOT_DIR'] ?? process.cwd();

/** What the person reads when iOS asks for the camera. */
const REASON = 'The camera takes a short look at your face to compare it with your ID photo.';

insert(
  'android/app/src/main/AndroidManifest.xml',
  'android.permission.CAMERA',
  '</manifest>',
  `    <uses-permission android:name="android.permission.CAMERA" />
    <uses-feature android:name="android.hardware.camera" android:required="false" />
`,
);
insert(
  'ios/App/App/Info.plist',
  'NSCameraUsageDescription',
  '</dict>\n</plist>',
  `\t<key>NSCameraUsageDescription</key>\n\t<string>${REASON}</string>\n`,
);

/** Puts an entry before the end of a file, unless the file is not there or names it already. */
function insert(path, name, end, entry) {
  const file = join(app, path);
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  if (text.includes(name)) return;
  const at = text.lastIndexOf(end);
  if (at < 0) throw new Error(`${path} does not end as a project of Capacitor's does: declare ${name} in it yourself.`);
  writeFileSync(file, text.slice(0, at) + entry + text.slice(at));
}
