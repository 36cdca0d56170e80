/**
 * The playground: a generator of clicks on web pages, a job that counts them for each page and each window of 15 seconds, and
 * a check of its results. Each window must have exactly 1000 clicks, whatever is killed, stopped or rescaled meanwhile.
 */
package dev.weft.playground;
