/** Which files there are, and how they are cut. Called from the enumerator's I/O thread. */
package dev.weft.connector.file.src.enumerate;
