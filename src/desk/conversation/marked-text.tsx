// What was written at the desk, with the light formatting that its reader sees too. Customers' words are never read like this.
import { clsx } from 'clsx';
import { Fragment, useMemo } from 'react';
import { blocksOf, type Block, type Line, type Run } from '../../domain/formatting/marks.ts';
import type { Span } from './reading-marks.ts';
import { piecesOf } from './text-pieces.ts';

type Parts = { readonly text: string; readonly marked: readonly Span[] };

export function MarkedText({ text, marked }: Parts) {
  const blocks = useMemo(() => blocksOf(text), [text]);
  return (
    <div className="book" dir="auto">
      {blocks.map((block, index) => (
        <Shown key={index} block={block} text={text} marked={marked} />
      ))}
    </div>
  );
}

function Shown({ block, ...parts }: Parts & { readonly block: Block }) {
  if (block.kind === 'list') {
    const List = block.from === null ? 'ul' : 'ol';
    return (
      <List className={clsx('my-1 ps-6', block.from === null ? 'list-disc' : 'list-decimal')} {...(block.from === null ? {} : { start: block.from })}>
        {block.lines.map((line, index) => (
          <li key={index}>
            <Words line={line} {...parts} />
          </li>
        ))}
      </List>
    );
  }
  const lines = block.lines.map((line, index) => (
    <Fragment key={index}>
      {index > 0 ? '\n' : null}
      <Words line={line} {...parts} />
    </Fragment>
  ));
  return block.kind === 'quote' ? <blockquote className="my-1 border-s-2 border-line-strong ps-3 text-ink-soft">{lines}</blockquote> : <div>{lines}</div>;
}

function Words({ line, text, marked }: Parts & { readonly line: Line }) {
  return line.map((run) => <Drawn key={run.start} run={run} text={text} marked={marked} />);
}

function Drawn({ run, text, marked }: Parts & { readonly run: Run }) {
  const pieces = piecesOf(text, run, marked).map((piece, index) => {
    const words = piece.marked ? <mark>{piece.text}</mark> : piece.text;
    const link = run.link ?? piece.link;
    return link ? (
      <a key={index} href={link} target="_blank" rel="noopener noreferrer nofollow">
        {words}
      </a>
    ) : (
      <Fragment key={index}>{words}</Fragment>
    );
  });
  const slanted = run.italic ? <em>{pieces}</em> : pieces;
  return run.bold ? <strong>{slanted}</strong> : slanted;
}
