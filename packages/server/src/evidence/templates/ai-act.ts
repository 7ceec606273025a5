/** Template for the place of a face session under the AI Act (Regulation (EU) 2024/1689). */
export const aiAct = `# Place under Regulation (EU) 2024/1689 (AI Act)

Template. What stands in [brackets] is for you. It is no legal advice.

## Classification

- The system does **biometric verification**: an automated one-to-one check of a person's identity against data that they provided before (Article 3(36)).
- Annex III, point 1(a), leaves out systems "intended to be used for biometric verification the sole purpose of which is to confirm that a specific natural person is the
  person he or she claims to be". Is that the sole purpose here? [yes, because ... / no: then the duties of a high-risk system apply]
- It does not categorise people by their biometrics (Article 3(40)), recognise emotions (Article 3(39)), or identify people remotely (Article 3(41)). Settings cannot turn such
  a use on.
- Prohibited practices (Article 5): none of them applies, because [...]

## Roles

- Provider: [who places the system on the market or puts it into service under their name; for your own build, you]
- Deployer: [who uses it]

## Transparency and human oversight

- People are told that an automated system compares their face: [text; on the hosted page consents.json]
- Who oversees decisions, and can overrule them: [...]

## Records

| duty | where |
| --- | --- |
| what decided: code, models, calibration | versions.json |
| settings in force | settings.json |
| accuracy, robustness, known limits | accuracy.json, reports/accuracy.md, reports/liveness.md, not-certified.json |
| cybersecurity | threats.json, reports/security.md |
| logs | the audit log, for AUDIT_LOG_DAYS |
| serious incidents | [how they are found and reported] |

Decided by, on: [...]   Review on: [...]
`;
