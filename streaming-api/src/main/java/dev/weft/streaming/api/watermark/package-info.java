/** The watermark that source functions emit. Imports nothing. */
package dev.weft.streaming.api.watermark;
