/**
 * A source of generated elements: {@link dev.weft.connector.datagen.source.DataGeneratorSource}. Readers run on task
 * threads. Imports the API only.
 */
package dev.weft.connector.datagen.source;
