// Files that are let go over a place to write. Words that are dragged stay words, and a folder is no file.
import { useEffect } from 'react';

export function holdsFiles(transfer: Pick<DataTransfer, 'types'>): boolean {
  return transfer.types.includes('Files');
}

export function filesIn(transfer: DataTransfer): File[] {
  return [...transfer.items].filter((item) => item.kind === 'file' && item.webkitGetAsEntry()?.isDirectory !== true).flatMap((item) => item.getAsFile() ?? []);
}

/** A file that misses its place must not take the page away with what is written on it. */
export function useKeepPage(): void {
  useEffect(() => {
    const keep = (event: DragEvent) => {
      if (!event.defaultPrevented && event.dataTransfer && holdsFiles(event.dataTransfer)) {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'none';
      }
    };
    addEventListener('dragover', keep);
    addEventListener('drop', keep);
    return () => {
      removeEventListener('dragover', keep);
      removeEventListener('drop', keep);
    };
  }, []);
}
