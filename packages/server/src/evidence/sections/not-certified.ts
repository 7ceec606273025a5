import type { EvidenceSection } from '../evidence-section.js';

/** What nobody has certified. */
export const notCertified: EvidenceSection = {
  name: 'not-certified',
  title: 'What is not certified',
  about: 'No laboratory and no authority has tested, evaluated or certified this software or this installation.',
  collect() {
    return Promise.resolve({
      schemes: [
        [
          'ISO/IEC 30107-3, presentation attack detection',
          'Not tested by a laboratory. reports/liveness.md has own measurements with their counts.',
        ],
        ['CEN/TS 18099, injection attack detection', 'Not tested by a laboratory. reports/liveness.md says which injections pass.'],
        [
          'ISO/IEC 19795-1, biometric performance',
          'Own measurements on public sets, in reports/accuracy.md, not an evaluation by the standard.',
        ],
        ['NIST FRTE', 'Not submitted. The publisher of a model may have submitted another version of it.'],
        ['FIDO Biometric Component Certification, FIDO Face Verification', 'Not certified.'],
        ['ISO/IEC 27001, SOC 2', 'These certify an organisation, which is the operator of this installation.'],
        ['Regulation (EU) 2024/1689 (AI Act)', 'No conformity assessment was made. See templates/ai-act.md.'],
        ['eIDAS, identity proofing (ETSI TS 119 461)', 'Not audited.'],
      ].map(([scheme, state]) => ({ scheme, state })),
    });
  },
};
