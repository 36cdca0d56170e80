/** Compressed input. */
package dev.weft.api.common.io.compression;
