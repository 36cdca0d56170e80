/**
 * The REST interface: shared response records in {@code api}, the JobManager's HTTP server in {@code server}, the
 * client in {@code client}.
 */
package dev.weft.engine.rest;
