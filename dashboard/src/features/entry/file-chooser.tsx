import { Button } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { type ReactElement, useRef } from 'react'
import { Icon } from '../../components/icon.js'
import { formatBytes } from '../../format/bytes.js'
import { addFiles, type ChosenFiles, IMPORT_FILE_WORDS, removeFile } from './chosen-files.js'
import styles from './file-chooser.module.css'

/** Files by drop, by picker, or as a folder; what is not taken is named with its reason. */
export function FileChooser(props: {
  chosen: ChosenFiles
  onChange: (chosen: ChosenFiles) => void
  isDisabled: boolean
}): ReactElement {
  const { chosen, onChange, isDisabled } = props
  const openPicker = useRef<() => void>(null)
  const folderInput = useRef<HTMLInputElement>(null)
  const add = (files: readonly File[]): void => onChange(addFiles(chosen, files))
  return (
    <div className={styles.chooser}>
      <Dropzone
        onDrop={add}
        onReject={(rejections) => add(rejections.map((rejection) => rejection.file))}
        openRef={openPicker}
        activateOnClick={false}
        disabled={isDisabled}
        multiple
        useFsAccessApi={false}
        inputProps={{ 'aria-label': 'Files of an import' }}
        className={styles.zone ?? ''}
        unstyled
      >
        <span className={styles.zoneIcon}>
          <Icon name="import" size={22} />
        </span>
        <p className={styles.zoneTitle}>Drop a folder or its CSV files here</p>
        <div className={styles.pickers}>
          <Button
            variant="default"
            disabled={isDisabled}
            leftSection={<Icon name="document" size={14} />}
            onClick={() => openPicker.current?.()}
          >
            Choose files
          </Button>
          <Button
            variant="default"
            disabled={isDisabled}
            leftSection={<Icon name="folder" size={14} />}
            onClick={() => folderInput.current?.click()}
          >
            Choose a folder
          </Button>
        </div>
      </Dropzone>
      <input
        ref={(node) => {
          folderInput.current = node
          // React knows no such attribute; the property exists in every browser that can pick folders.
          if (node !== null) node.webkitdirectory = true
        }}
        type="file"
        multiple
        hidden
        aria-label="Folder of an import"
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      {chosen.taken.length > 0 && (
        <ul className={styles.files} aria-label="Chosen files">
          {chosen.taken.map((file) => (
            <li key={file.name} className={styles.file}>
              <span className={styles.name}>{file.name}</span>
              <span className={styles.holds}>{holdsOf(file.name)}</span>
              <span className={styles.size}>{formatBytes(file.size)}</span>
              <button
                type="button"
                className={styles.remove}
                disabled={isDisabled}
                aria-label={`Remove ${file.name}`}
                onClick={() => onChange(removeFile(chosen, file.name))}
              >
                <Icon name="close" size={13} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen.leftOut.length > 0 && (
        <div className={styles.leftOut} role="alert">
          <p>Left out:</p>
          <ul>
            {chosen.leftOut.map((file, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two files of one name may both be left out
              <li key={`${file.name} ${index}`}>
                <strong>{file.name}</strong>: {file.reason}
              </li>
            ))}
          </ul>
        </div>
      )}
      {chosen.taken.length === 0 && <ExpectedFiles />}
    </div>
  )
}

function holdsOf(name: string): string {
  return Object.entries(IMPORT_FILE_WORDS).find(([file]) => file === name)?.[1].holds ?? ''
}

/** The files an import may hold, so that nobody has to look them up. */
function ExpectedFiles(): ReactElement {
  return (
    <div className={styles.expected}>
      <p>CSV in UTF-8 with a header and ISO dates, named:</p>
      <ul>
        {Object.entries(IMPORT_FILE_WORDS).map(([name, words]) => (
          <li key={name}>
            <code>{name}</code>{' '}
            <span>{words.isRequired ? words.holds : `${words.holds} (may be absent)`}</span>
          </li>
        ))}
      </ul>
      <p>A later import may bring only the files with news.</p>
    </div>
  )
}
