/** Enumerator (beside the JobMaster) and reader (in the task) of the file source. Not for users. */
package dev.weft.connector.file.src.impl;
