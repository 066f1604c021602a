// The least that a program can take to start.
int main() {}
