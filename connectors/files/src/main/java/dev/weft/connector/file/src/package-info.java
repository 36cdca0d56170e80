/**
 * File source over a bounded or continuously growing set of files: {@link dev.weft.connector.file.src.FileSource}.
 *
 * <p>The enumerator lists paths and cuts files into byte ranges beside the JobMaster; readers in the tasks ask for one
 * range after another. Depends on the user API only; every file goes through {@code dev.weft.core.fs}.
 */
package dev.weft.connector.file.src;
