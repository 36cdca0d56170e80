/** Decoding of files: formats, text lines, decompression. Called from a reader's fetching thread. */
package dev.weft.connector.file.src.reader;
