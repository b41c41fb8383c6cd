/** A notification pressed while a page is open (worker.js) opens in that page: `open` goes to the address. */
export function listenToPresses(open: (url: string) => void): () => void {
  const { serviceWorker } = navigator
  const listen = ({ data }: MessageEvent<{ open?: unknown } | null>) => {
    if (typeof data?.open === 'string' && data.open.startsWith('/')) open(data.open)
  }
  serviceWorker?.addEventListener('message', listen)
  return () => serviceWorker?.removeEventListener('message', listen)
}
