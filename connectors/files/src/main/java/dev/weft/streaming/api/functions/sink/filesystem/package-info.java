/** How a file sink names, groups and closes its files; used by {@code dev.weft.connector.file.sink}. */
package dev.weft.streaming.api.functions.sink.filesystem;
