/** The word count example. Imports the API and the file connector. */
package dev.weft.streaming.examples.wordcount;
