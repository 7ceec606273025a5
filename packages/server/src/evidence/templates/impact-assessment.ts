/** Template of a data protection impact assessment (GDPR, Article 35), filled in as far as the service knows. */
export const impactAssessment = `# Data protection impact assessment: face sessions

Template. The service filled in what it knows; what stands in [brackets] is for you. It is no legal advice.

## 1. What is done, and why

- Controller: [name, address, contact, data protection officer]
- Purpose: [why you must know that the person in front of the camera is the person on the ID photo]
- The service compares a live face with one photo that your backend sent (1:1). It does not search among people (1:n), and it recognises no emotions or traits.
- Who decides in the end, and what a person can do after a wrong decision: [another way to prove identity, review by a person, complaint]

## 2. Which data

Biometric data for unique identification (GDPR, Article 9(1)): the templates of the ID photo and of the live face.

| data | where it comes from | how long it is kept |
| --- | --- | --- |
| ID photo | your backend | not stored |
| template of the ID photo | computed | until the session ends, at most 10 minutes; retention.json |
| frames of the live face | the person's camera | in memory while they are measured |
| one selfie, encrypted | a frame | retention.json, images |
| result, encrypted | computed | with the selfie |
| enrolled template, encrypted | computed, only if ENROLLMENTS=true | until it is erased |
| audit log: times, measurements, decisions; no pictures, no templates | computed | retention.json, auditLog |

- Who receives data: [your backend; further recipients]. The service itself sends nothing to anybody but to the webhooks that you set.
- Where it runs: [place, provider, processor agreement]

## 3. Legal basis

- GDPR, Article 6: [basis]
- GDPR, Article 9(2): [explicit consent, or another exception]. consents.json has the sentence that people agree to on the hosted page, and the counts.
- If consent is refused: [an equal way without biometrics]

## 4. Necessity

- Why a less intrusive way does not serve the purpose: [...]
- What is not done: no search, no training on these faces, no picture kept for review, no face stored longer than retention.json says.

## 5. Risks and measures

| risk | measure of the service | what is left, and your measure |
| --- | --- | --- |
| a false match lets somebody else in | match level of the client in settings.json; accuracy.json | [...] |
| a false rejection turns the right person away | up to three attempts, gestures, words on what to do better | [another way] |
| an attack with a picture, a screen, a fed-in recording | threats.json; reports/liveness.md says what passes | [...] |
| errors differ between groups of people | reports/accuracy.md has figures by group with their data | [...] |
| a leak of the store | templates, selfies and results are encrypted under the master key | [where the key is kept, who can read it] |
| data is kept too long | the purge; retention.json shows what is there | [alert FaceSessionPurgeLate] |
| somebody looks at selfies without need | each view is in the audit log | [who may, how it is reviewed] |

## 6. Rights of people

Access and export, erasure (\`face-session erase USER_IDENTIFIER\`), objection: [how a person reaches you, in which time you answer]

## 7. Outcome

- Remaining risk: [low, medium, high; if high: prior consultation, Article 36]
- Opinion of the data protection officer: [...]
- Decided by, on: [...]   Review on: [...]
`;
