/**
 * Compaction of a file sink's files before they become visible: when ({@code FileCompactStrategy}) and how ({@code
 * FileCompactor}).
 */
package dev.weft.connector.file.sink.compactor;
