/** Values that sources and their formats share. */
package dev.weft.connector.file.src.util;
