import { useState } from 'react';
import { useFaceSession } from '@face-session/react';
import { openSession, verifyResult, type Outcome } from './face-session';

export default function App() {
  const { run } = useFaceSession();
  const [outcome, setOutcome] = useState<Outcome>();
  const [step, setStep] = useState('');

  const check = async () => {
    const ended = await run(await openSession(), ({ event }) => setStep(event));
    setOutcome(ended.status === 'passed' ? await verifyResult(ended.result) : { verified: false, code: ended.error.code });
  };

  return (
    <main>
      <button onClick={() => void check()}>Check it’s me</button>
      <p>{step}</p>
      {outcome && <p role="status">{outcome.verified ? 'Verified' : outcome.code}</p>}
    </main>
  );
}
