/**
 * A source of made-up elements: {@link dev.weft.connector.datagen.source.DataGeneratorSource}. Readers live on task
 * threads. Imports the API only.
 */
package dev.weft.connector.datagen.source;
