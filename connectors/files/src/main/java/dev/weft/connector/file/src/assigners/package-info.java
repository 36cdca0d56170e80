/** Who reads which split next. Called from the enumerator's thread only. */
package dev.weft.connector.file.src.assigners;
