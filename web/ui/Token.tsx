/** BPMN's start event holding a token: the mark of "a process did this". */
export function Token({ size = 16, label }: { size?: number; label?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {label && <title>{label}</title>}
      <circle cx="12" cy="12" r="8.5" />
      <circle cx="12" cy="12" r="3.6" fill="currentColor" stroke="none" />
    </svg>
  )
}

/** The logo: the same token with its sequence flow, on the accent. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
      <rect width="24" height="24" rx="6" fill="var(--acc)" />
      <path d="M2.5 12h3.2M18.3 12h3.2" stroke="var(--on-acc)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="12" cy="12" r="5.6" fill="none" stroke="var(--on-acc)" strokeWidth="2" />
      <circle cx="12" cy="12" r="2.3" fill="var(--on-acc)" />
    </svg>
  )
}
