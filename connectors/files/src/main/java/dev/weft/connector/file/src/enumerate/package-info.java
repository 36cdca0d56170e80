/** Listing of files and their division into splits. Called from the enumerator's I/O thread. */
package dev.weft.connector.file.src.enumerate;
