// The customer's words, set like a book. Quoted history and signature wait behind one quiet button.
import { Fragment, useState } from 'react';
import type { Span } from './reading-marks.ts';
import { piecesOf, sectionsOf, type Section } from './text-pieces.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function MessageText({ text, own, marked }: { readonly text: string; readonly own: readonly Span[] | null; readonly marked: readonly Span[] }) {
  const sections = sectionsOf(text, own);
  return (
    <div className="book" dir="auto">
      {sections.map((section) =>
        section.own ? (
          <Pieces key={section.start} text={text} section={section} marked={marked} />
        ) : (
          <Folded key={section.start} text={text} section={section} marked={marked} />
        ),
      )}
    </div>
  );
}

function Pieces({ text, section, marked }: { readonly text: string; readonly section: Section; readonly marked: readonly Span[] }) {
  let at = section.start;
  return piecesOf(text, section, marked).map((piece) => {
    const key = at;
    at += piece.text.length;
    const words = piece.marked ? <mark>{piece.text}</mark> : piece.text;
    return piece.link ? (
      <a key={key} href={piece.link} target="_blank" rel="noopener noreferrer nofollow">
        {words}
      </a>
    ) : (
      <Fragment key={key}>{words}</Fragment>
    );
  });
}

function Folded({ text, section, marked }: { readonly text: string; readonly section: Section; readonly marked: readonly Span[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <span className="my-1 block">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="rounded-sm border border-line bg-sunken px-1.5 text-xs text-ink-soft hover:border-line-strong"
      >
        {open ? t('message.hideQuoted') : t('message.showQuoted')}
      </button>
      {open ? (
        <span className="mt-1 block border-s-2 border-line ps-3 text-ink-soft">
          <Pieces text={text.slice(0, section.end)} section={trimmedSection(text, section)} marked={marked} />
        </span>
      ) : null}
    </span>
  );
}

function trimmedSection(text: string, section: Section): Section {
  const words = text.slice(section.start, section.end);
  const start = section.start + (words.length - words.trimStart().length);
  return { ...section, start, end: start + words.trim().length };
}
