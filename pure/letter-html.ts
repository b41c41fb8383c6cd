const REMOTE = / data-remote-src="(https?:\/\/[^"]*)"/g

/** Whether a letter's HTML, as it was cleaned when it came, refers to pictures on other servers. */
export const hasRemotePictures = (html: string): boolean => html.search(REMOTE) >= 0

/** Lets the remote pictures of a cleaned letter be fetched: only when its reader asked for it. */
export const withRemotePictures = (html: string): string =>
  html.replace(REMOTE, ' src="$1" referrerpolicy="no-referrer"')
