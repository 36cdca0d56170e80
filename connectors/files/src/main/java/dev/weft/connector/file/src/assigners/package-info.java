/** Assignment of splits to readers. Called from the enumerator's thread only. */
package dev.weft.connector.file.src.assigners;
