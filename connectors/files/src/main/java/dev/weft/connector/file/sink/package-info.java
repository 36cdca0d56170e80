/**
 * Writing files, exactly once: {@link dev.weft.connector.file.sink.FileSink}.
 *
 * <p>A writer appends to a hidden file beside the final one; the committer gives it its final name once the job may
 * make its results visible. Whoever lists the directory without hidden names sees complete files only.
 */
package dev.weft.connector.file.sink;
