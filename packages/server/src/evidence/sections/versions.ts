import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname } from 'node:path';
import { readCalibration } from '../../faces.js';
import { digestFolder, digestOf, sha256Of } from '../digest-folder.js';
import type { EvidenceSection } from '../evidence-section.js';

const require = createRequire(import.meta.url);

/** The packages that decide and that hold data. */
const packages = ['protocol', 'face', 'liveness', 'capture', 'link-page', 'server'] as const;

/** Which code, models and thresholds decide. */
export const versions: EvidenceSection = {
  name: 'versions',
  title: 'Versions',
  about:
    'The code, the models and the calibration that decide, by their SHA-256. A digest of a package covers the files that run; compare it with that of the release.',
  async collect({ config }) {
    const code = await Promise.all(
      packages.map(async (name) => {
        const manifest = require.resolve(`@face-session/${name}/package.json`);
        const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
        const files = await digestFolder(dirname(manifest), (path) => /^dist\/.*\.(js|wasm|css|html)$/.test(path));
        return { package: `@face-session/${name}`, version, files: files.length, sha256: digestOf(files) };
      }),
    );
    const models = await digestFolder(dirname(require.resolve('@face-session/face/package.json')), (path) =>
      /^models\/.*\.onnx$/.test(path),
    );
    const calibration = await readCalibration(config);
    const own = async (file: string | null): Promise<string | null> => (file === null ? null : sha256Of(await readFile(file)));
    return {
      runtime: { node: process.version, system: platform(), architecture: arch() },
      code,
      models: models.map(({ path, bytes, sha256 }) => ({ model: path.slice('models/'.length), bytes, sha256 })),
      calibration: {
        of: config.calibrationFile === null ? 'shipped' : 'CALIBRATION_FILE',
        sha256: sha256Of(JSON.stringify(calibration)),
        centre: calibration.centre?.version ?? 'off',
        livenessFile: await own(config.livenessCalibrationFile),
        recognitionModelFile: await own(config.recognitionModelFile),
      },
    };
  },
};
