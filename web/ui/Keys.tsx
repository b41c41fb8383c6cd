import { Fragment } from 'react'

/** Key caps of a shortcut: `Ctrl K`. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="nowrap">
      {keys.split(' ').map((key, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the caps never change places
        <Fragment key={at}>
          {at > 0 && ' '}
          <kbd>{key}</kbd>
        </Fragment>
      ))}
    </span>
  )
}
