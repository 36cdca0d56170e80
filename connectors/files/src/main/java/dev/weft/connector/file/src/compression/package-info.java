/** Compressed files by their extensions, for formats that open files themselves. */
package dev.weft.connector.file.src.compression;
