/**
 * File sink with exactly-once results: {@link dev.weft.connector.file.sink.FileSink}.
 *
 * <p>A writer appends to a hidden file beside the final one; the committer renames it once the job may make its results
 * visible. A directory listing without hidden names shows complete files only.
 */
package dev.weft.connector.file.sink;
