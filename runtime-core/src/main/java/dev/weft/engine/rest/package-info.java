/**
 * REST: what both sides know in {@code api}, the JobManager's endpoint in {@code server}, the client in {@code client}.
 */
package dev.weft.engine.rest;
