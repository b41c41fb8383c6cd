import { Button, Radio, Stack, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useT } from '../../i18n/words.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { fieldErrors } from '../../ui/problems.ts'
import css from './contracts.module.css'
import { type Answer, type Approval, type Contract, useContractActions } from './queries.ts'

const ANSWERS: Answer[] = ['approved', 'approved_with_comments', 'sent_back']

type Props = { contract: Contract; approval: Approval; onClose: () => void }

/** Three answers, about the version that can be opened here. */
export function AnswerDialog({ contract, approval, onClose }: Props) {
  const t = useT()
  const { answer } = useContractActions()
  const round = contract.rounds[0]
  const form = useForm({
    initialValues: { answer: null as Answer | null, comment: '' },
    validate: {
      answer: (given) => (given ? null : t('contracts.answer.choose')),
      comment: (text, { answer }) =>
        answer && answer !== 'approved' && !text.trim() ? t('contracts.answer.commentNeeded') : null,
    },
  })
  const send = useMutation({
    mutationFn: ({ answer: given, comment }: typeof form.values) =>
      answer(contract.id, approval, { answer: given!, comment: comment.trim() }),
    onSuccess: onClose,
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  return (
    <FormDialog
      title={t('contracts.answer.title', { number: contract.number })}
      does={t('contracts.answer.send')}
      form={form}
      sending={send}
      onClose={onClose}
    >
      {contract.document && round && (
        <div className={css.read}>
          <p className={css.about}>{t('contracts.answer.about', { version: round.documentNo })}</p>
          <Button
            component="a"
            href={`/api/documents/${contract.document.id}/versions/${round.documentNo}/file`}
            target="_blank"
            rel="noreferrer"
          >
            {t('contracts.document.open')}
          </Button>
        </div>
      )}
      <Radio.Group label={t('contracts.answer.label')} {...form.getInputProps('answer')}>
        <Stack gap={12} mt={12}>
          {ANSWERS.map((value) => (
            <Radio
              key={value}
              classNames={{ radio: css.radio, inner: css.radio }}
              value={value}
              label={t(`contracts.answer.${value}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('contracts.answer.comment')}
        autosize
        minRows={3}
        maxLength={5000}
        {...form.getInputProps('comment')}
      />
    </FormDialog>
  )
}
