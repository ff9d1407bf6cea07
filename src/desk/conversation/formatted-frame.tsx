// A mail as its sender formatted it. The server has cleaned it; the frame runs no script and loads no remote picture
// until somebody asks for them.
import { useEffect, useRef, useState } from 'react';
import { listenToKeys } from '../keys/dispatcher.ts';
import { Button } from '../kit/button.tsx';
import { messages } from '../live/desk-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

const usualHeight = 320;
const longest = 4_000;

export function FormattedFrame({ message, subject }: { readonly message: string; readonly subject: string | null }) {
  const { t } = useTranslation();
  const [pictures, setPictures] = useState(false);
  const [height, setHeight] = useState(usualHeight);
  const frame = useRef<HTMLIFrameElement>(null);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let deaf: () => void = () => undefined;
    const measure = () => {
      deaf();
      // Whoever reads in the frame goes on working by keyboard.
      if (element.contentWindow) deaf = listenToKeys(element.contentWindow);
      const page = element.contentDocument?.documentElement;
      if (page) setHeight(Math.min(Math.max(page.scrollHeight + 2, 80), longest));
    };
    element.addEventListener('load', measure);
    return () => {
      deaf();
      element.removeEventListener('load', measure);
    };
  }, []);

  return (
    <div className="max-w-3xl">
      {/* Same origin without scripts: the page can do nothing, but its height can be measured and its inline pictures,
          which stand behind the sign-in, can be fetched. */}
      <iframe
        ref={frame}
        title={t('message.formattedOf', { subject: subject ?? '' })}
        src={messages.pageAddress(message, pictures)}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        loading="lazy"
        className="w-full rounded-md border border-line bg-white"
        style={{ height }}
      />
      {pictures ? null : (
        <Button small look="quiet" className="mt-1" onClick={() => setPictures(true)}>
          {t('message.loadPictures')}
        </Button>
      )}
    </div>
  );
}
