/**
 * Sources: a {@link dev.weft.api.connector.source.Source} makes one split enumerator for the job, which runs beside
 * the job's coordination, and one reader a task, which runs on the task's thread. May import the neighbouring API
 * packages, never the engine.
 */
package dev.weft.api.connector.source;
