/** The file source at work: the enumerator beside the JobMaster, the reader in the task. Not for users. */
package dev.weft.connector.file.src.impl;
