define internal void @seg0.members.profiles.0(ptr %slots, i64 %words) #0 {
entry:
  %empty = icmp eq i64 %words, 0
  %0 = getelementptr inbounds ptr, ptr %slots, i64 1
  %array = load ptr, ptr %0, align 8
  %1 = getelementptr inbounds ptr, ptr %slots, i64 6
  %array1 = load ptr, ptr %1, align 8
  %2 = getelementptr inbounds ptr, ptr %slots, i64 4
  %array2 = load ptr, ptr %2, align 8
  %3 = getelementptr inbounds ptr, ptr %slots, i64 7
  %array3 = load ptr, ptr %3, align 8
  br i1 %empty, label %done, label %word

word:                                             ; preds = %word, %entry
  %w = phi i64 [ 0, %entry ], [ %next, %word ]
  %4 = getelementptr inbounds i64, ptr %array, i64 0
  %5 = load i64, ptr %4, align 8
  %.splatinsert = insertelement <64 x i64> poison, i64 %5, i64 0
  %.splat = shufflevector <64 x i64> %.splatinsert, <64 x i64> poison, <64 x i32> zeroinitializer
  %6 = getelementptr inbounds <64 x i64>, ptr %array1, i64 %w
  %7 = load <64 x i64>, ptr %6, align 8
  %8 = icmp slt <64 x i64> %.splat, %7
  %9 = bitcast <64 x i1> %8 to i64
  %10 = getelementptr inbounds i64, ptr %array2, i64 %w
  %11 = load i64, ptr %10, align 8
  %12 = and i64 %11, %9
  %13 = getelementptr inbounds i64, ptr %array3, i64 %w
  store i64 %12, ptr %13, align 8
  %next = add i64 %w, 1
  %more = icmp ult i64 %next, %words
  br i1 %more, label %word, label %done

done:                                             ; preds = %word, %entry
  ret void
}
