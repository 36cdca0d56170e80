/** What takes the compared part out of an element. Imports the JDK only. */
package dev.weft.streaming.api.functions.windowing.delta.extractor;
